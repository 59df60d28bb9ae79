package io.dynalake.bench;

import io.dynalake.bench.data.DataSets;
import io.dynalake.bench.peer.DuckDbLibrary;
import io.dynalake.bench.peer.Workers;
import io.dynalake.bench.report.JsonFile;
import io.dynalake.bench.report.Machine;
import io.dynalake.bench.report.Markdown;
import io.dynalake.bench.report.Metric;
import io.dynalake.bench.report.Result;
import io.dynalake.bench.table.LiveTable;
import io.dynalake.testsupport.job.JobProcess;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A run of the command. */
final class Bench {
  private final BenchOptions options;
  private final PrintStream out;
  private final PrintStream err;

  /**
   * @param out takes the report
   * @param err takes the progress
   */
  Bench(BenchOptions options, PrintStream out, PrintStream err) {
    this.options = options;
    this.out = out;
    this.err = err;
  }

  /**
   * Measures and reports.
   *
   * @param commandLine as it was typed, for the report
   * @return false if a ratio is above what was allowed
   */
  boolean run(String commandLine) throws IOException, InterruptedException {
    Path dir = options.dir == null ? JobProcess.home().resolve("target/bench") : options.dir;
    DataSets dataSets = new DataSets(dir, err::println);
    Rounds rounds = new Rounds(dataSets, dir.resolve("scratch"), options.rounds, err::println);
    DuckDbLibrary duckDb = new DuckDbLibrary(dir.toAbsolutePath());
    try (LiveTable table = new LiveTable(err::println);
        Workers workers = new Workers(dir.resolve("cluster"))) {
      List<Scenario> scenarios = new Scenarios(options.heap, duckDb, table, workers).of(options);
      return run(scenarios, commandLine, dataSets, rounds);
    }
  }

  private boolean run(
      List<Scenario> scenarios, String commandLine, DataSets dataSets, Rounds rounds)
      throws IOException, InterruptedException {
    Machine machine = Machine.here();
    Markdown markdown = new Markdown(machine.cores());
    Limits limits = new Limits(options.atMost);
    limits.requirePeersOf(scenarios);

    List<String> about = List.of(commandLine, machine.text(), Versions.text());
    about.forEach(line -> out.println("- " + line));
    prepareLauncher();
    List<Result> results = new ArrayList<>();
    List<String> exceeded = new ArrayList<>();
    for (Scenario scenario : scenarios) {
      Result result = rounds.run(scenario);
      results.add(result);
      exceeded.addAll(limits.exceeded(result));
      out.print("\n" + markdown.section(result));
      if (result.ratios().contains(Metric.SCAN)) {
        Result best = Scenarios.best(result);
        results.add(best);
        out.print("\n" + markdown.section(best));
      }
      if (!options.keepData) {
        for (Entrant entrant : scenario.entrants()) {
          dataSets.delete(entrant.data());
        }
      }
    }
    if (options.json != null) {
      JsonFile.write(options.json, about, results);
    }
    exceeded.forEach(err::println);
    return exceeded.isEmpty();
  }

  /** The first start after a build prepares later ones, which are those to be measured. */
  private static void prepareLauncher() {
    JobProcess.Ended ended = JobProcess.run(List.of("--version"));
    if (ended.exitCode() != 0) {
      throw new BenchException("dynalake --version: " + ended.text());
    }
  }
}
