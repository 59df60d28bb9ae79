package io.dynalake.bench;

import io.dynalake.bench.data.DataSets;
import io.dynalake.bench.data.Export;
import io.dynalake.bench.data.Folders;
import io.dynalake.bench.measure.MeasuredProcess;
import io.dynalake.bench.measure.MeasuredProcess.Ended;
import io.dynalake.bench.peer.Invocation;
import io.dynalake.bench.report.Entry;
import io.dynalake.bench.report.Metric;
import io.dynalake.bench.report.Result;
import io.dynalake.bench.report.Run;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Runs scenarios: all entrants in turn, then all of them again, so that what else happens on the
 * machine meets them alike.
 */
final class Rounds {
  private final DataSets dataSets;
  private final Path scratch;
  private final int rounds;
  private final Consumer<String> progress;

  /**
   * @param scratch a folder for what the entrants write; removed after every run
   */
  Rounds(DataSets dataSets, Path scratch, int rounds, Consumer<String> progress) {
    this.dataSets = dataSets;
    this.scratch = scratch.toAbsolutePath().normalize();
    if (rounds < 1) {
      throw new IllegalArgumentException("rounds must be positive, not " + rounds);
    }
    this.rounds = rounds;
    this.progress = progress;
  }

  /**
   * Measures a scenario.
   *
   * @throws BenchException if an entrant fails, or does not deal with all items
   */
  Result run(Scenario scenario) throws IOException, InterruptedException {
    progress.accept(scenario.title());
    List<Export> exports = new ArrayList<>();
    List<List<Run>> runs = new ArrayList<>();
    for (Entrant entrant : scenario.entrants()) {
      exports.add(dataSets.export(entrant.data()));
      runs.add(new ArrayList<>());
    }
    for (Export export : exports.stream().distinct().toList()) {
      readOnce(export);
    }
    for (int round = 1; round <= rounds; round++) {
      for (int i = 0; i < exports.size(); i++) {
        Entrant entrant = scenario.entrants().get(i);
        Run run = run(entrant, exports.get(i));
        long agreed = runs.get(0).isEmpty() ? run.items() : runs.get(0).get(0).items();
        requireItems(entrant.peer().expectedItems(entrant.data()).orElse(agreed), entrant, run);
        runs.get(i).add(run);
        progress.accept(line(round, entrant, run));
      }
    }
    List<Entry> entries = new ArrayList<>();
    for (int i = 0; i < exports.size(); i++) {
      entries.add(new Entry(scenario.entrants().get(i).label(), exports.get(i), runs.get(i)));
    }
    return new Result(scenario.title(), scenario.ratios(), entries);
  }

  private Run run(Entrant entrant, Export export) throws IOException, InterruptedException {
    Folders.delete(scratch);
    Files.createDirectories(scratch);
    try {
      Path output = scratch.resolve("converted");
      Invocation invocation = entrant.peer().invocation(export, output);
      Duration before = entrant.peer().serverCpu();
      Ended ended = MeasuredProcess.run(invocation.command(), invocation.environment(), scratch);
      if (ended.exitCode() != 0) {
        throw new BenchException(
            "%s: exit code %d; it printed:\n%s"
                .formatted(entrant.label(), ended.exitCode(), ended.output()));
      }
      Duration serverCpu = entrant.peer().serverCpu().minus(before);
      long items = entrant.peer().items(output, ended.output());
      Duration work = entrant.peer().work(output, ended.output());
      return new Run(ended.measurement(), work, serverCpu, items);
    } finally {
      Folders.delete(scratch);
    }
  }

  /** A peer that left items out would be the quickest. */
  private static void requireItems(long expected, Entrant entrant, Run run) {
    if (run.items() != expected) {
      throw new BenchException(
          "%s: it dealt with %d items, not with %d"
              .formatted(entrant.label(), run.items(), expected));
    }
  }

  /** So that all entrants find the files in the page cache, the first one too. */
  private static void readOnce(Export export) throws IOException {
    try (Stream<Path> files = Files.list(export.dataFolder())) {
      for (Path file : files.toList()) {
        Files.copy(file, OutputStream.nullOutputStream());
      }
    }
  }

  private String line(int round, Entrant entrant, Run run) {
    return String.format(
        Locale.ROOT,
        "  round %d of %d: %s: %s %.2f, %s %.2f, %s %.0f",
        round,
        rounds,
        entrant.label(),
        Metric.WALL.heading(),
        run.process().wall().toMillis() / 1e3,
        Metric.CPU.heading(),
        run.process().cpu().toMillis() / 1e3,
        Metric.PEAK_MEMORY.heading(),
        run.process().peakBytes() / 1e6);
  }
}
