package io.dynalake.jobs.load;

import io.dynalake.error.ErrorCode;
import io.dynalake.error.JobException;
import io.dynalake.jobs.JobContext;
import io.dynalake.jobs.SparkFailures;
import io.dynalake.jobs.SparkStart;
import io.dynalake.jobs.options.LoadArguments;
import io.dynalake.jobs.progress.Counters;
import io.dynalake.jobs.progress.ProgressListener;
import io.dynalake.jobs.run.RunLedger;
import io.dynalake.ledger.Failure;
import io.dynalake.ledger.Ledger;
import io.dynalake.ledger.Ledgers;
import io.dynalake.ledger.RunState;
import io.dynalake.load.FileCheck;
import io.dynalake.load.LoadSettings;
import io.dynalake.load.TableLoad;
import io.dynalake.load.read.InputFile;
import io.dynalake.load.read.InputFormat;
import io.dynalake.load.write.WriteResult;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.spark.sql.SparkSession;

/** One run of the job {@code load}. */
public final class Load {
  private final LoadArguments arguments;
  private final JobContext context;
  private final SparkStart start;
  private final ProgressListener progress;

  private Load(LoadArguments arguments, JobContext context, SparkStart start) {
    this.arguments = arguments;
    this.context = context;
    this.start = start;
    this.progress = new ProgressListener(() -> start.context().sc(), context.progress());
  }

  /**
   * Runs the job.
   *
   * @throws JobException if not all was loaded; the same command goes on with what is missing
   */
  public static void run(LoadArguments arguments, JobContext context) {
    try (SparkStart start =
        SparkStart.begin("dynalake load " + arguments.run().id(), context.meters())) {
      Load load = new Load(arguments, context, start);
      try {
        load.run();
      } finally {
        load.progress.stop();
      }
    } catch (Exception e) {
      throw SparkFailures.unwrap(e);
    }
  }

  private void run() {
    TargetTable table = TargetTable.find(arguments.table());
    context.meters().table(table.id());
    InputFormat format = arguments.format().inputFormat(table.keyTypes(), start.hadoop());
    List<InputFile> files = format.files(arguments.from(), start.hadoop());
    String folder = new RunFolder(arguments, start).location();
    SparkSession session = start.newSession();
    InputFormat settled = format.settled(session, files);
    settled.notices().forEach(context.progress()::note);
    if (arguments.dryRun()) {
      LoadSettings settings = settings(settled, files, table, folder);
      TableLoad load = new TableLoad(session, settings);
      List<FileCheck> checked = check(load, load.files(), files);
      context.progress().close();
      context.out().print(LoadPlan.text(arguments, table, files, checked, folder));
      requireGood(checked, folder);
      return;
    }
    try (Ledger ledger =
        Ledgers.open(
            arguments.recovery().ledger().uri(),
            arguments.recovery().ledger().patience(),
            context.progress()::note)) {
      new Recorded(
              ledger, new LoadReporting(arguments, context, table.id(), folder, start.hadoop()))
          .run(session, settled, files, table, folder);
    }
  }

  private LoadSettings settings(
      InputFormat format, List<InputFile> files, TargetTable table, String folder) {
    return new LoadSettings(
        format,
        files,
        table.connection(),
        arguments.table().ifExists(),
        arguments.table().rate(),
        folder,
        arguments.table().requestsAtOnce());
  }

  private List<FileCheck> check(TableLoad load, List<Integer> numbers, List<InputFile> files) {
    long bytes = numbers.stream().mapToLong(number -> files.get(number).size()).sum();
    progress.begin("check", numbers.size(), bytes);
    List<FileCheck> checked = load.check(numbers);
    long items = checked.stream().mapToLong(file -> file.items() + file.bad()).sum();
    progress.end(numbers.size(), items, bytes);
    return checked;
  }

  /** Before anything is written. */
  private void requireGood(List<FileCheck> checked, String folder) {
    List<FileCheck> damaged = checked.stream().filter(FileCheck::isDamaged).toList();
    if (!damaged.isEmpty() && !arguments.checks().skipBadFiles()) {
      throw new JobException(
          ErrorCode.BAD_DATA,
          damaged.get(0).damage()
              + (damaged.size() > 1 ? "; so are " + (damaged.size() - 1) + " other files" : "")
              + "; nothing was written; mend it, or load the others by --on-bad-file skip");
    }
    long bad = checked.stream().mapToLong(FileCheck::bad).sum();
    if (bad > arguments.checks().maxBadItems()) {
      String first =
          checked.stream()
              .map(FileCheck::firstReason)
              .filter(reason -> !reason.isEmpty())
              .findFirst()
              .orElse("");
      throw new JobException(
          ErrorCode.BAD_DATA,
          first
              + "; "
              + bad
              + (bad == 1 ? " item" : " items")
              + " cannot be written, and --max-bad-items allows "
              + arguments.checks().maxBadItems()
              + "; nothing was written; they are in "
              + folder
              + ", to be mended and loaded by --format dynamodb-json, and the others by a higher"
              + " --max-bad-items");
    }
  }

  /** A start of the run that the ledger knows. */
  private final class Recorded {
    private final Ledger ledger;
    private final LoadReporting reporting;

    Recorded(Ledger ledger, LoadReporting reporting) {
      this.ledger = ledger;
      this.reporting = reporting;
    }

    void run(
        SparkSession session,
        InputFormat format,
        List<InputFile> files,
        TargetTable asked,
        String folder) {
      LoadRun run = new LoadRun(ledger, arguments, context.options(), asked.id(), files);
      reporting.named(run.id());
      if (run.isDone() && !arguments.force()) {
        context.progress().note(run.doneText());
        reporting.alreadyDone(files.size());
        return;
      }
      try (RunLedger rows = run.begin(reporting::counts)) {
        reporting.named(rows.runId());
        try {
          TargetTable table = asked.existing();
          TableLoad load = new TableLoad(session, settings(format, files, table, folder));
          List<Integer> missing = run.enter(rows);
          reporting.entered(files.size(), files.size() - missing.size());
          write(load, rows, run, missing, files, folder);
        } catch (Exception e) {
          JobException failure = SparkFailures.unwrap(e);
          end(rows, RunState.FAILED, Optional.of(Failure.of(failure)), failure);
          reporting.failed(failure);
          throw failure;
        }
        reporting.ended();
      }
      reporting.requireComplete();
    }

    private void end(RunLedger rows, RunState how, Optional<Failure> why, JobException failure) {
      try {
        rows.end(how, why);
      } catch (JobException untold) {
        failure.addSuppressed(untold);
      }
    }

    private void write(
        TableLoad load,
        RunLedger rows,
        LoadRun run,
        List<Integer> missing,
        List<InputFile> files,
        String folder) {
      List<FileCheck> checked = check(load, missing, files);
      reporting.checked(checked, files);
      requireGood(checked, folder);
      Map<Integer, FileCheck> good =
          checked.stream()
              .filter(file -> !file.isDamaged())
              .collect(Collectors.toMap(FileCheck::file, file -> file));
      run.failed(rows, checked.stream().filter(FileCheck::isDamaged).toList());
      List<Integer> numbers = missing.stream().filter(good::containsKey).toList();
      List<List<Integer>> rounds = Rounds.of(numbers, files, arguments.recovery().filesPerRound());
      for (int i : IntStream.range(0, rounds.size()).toArray()) {
        List<Integer> round = rounds.get(i);
        run.take(rows, round);
        List<FileCheck> written = round.stream().flatMap(n -> of(good, n).stream()).toList();
        long items = written.stream().mapToLong(FileCheck::items).sum();
        long bytes = written.stream().mapToLong(FileCheck::bytes).sum();
        String name = rounds.size() == 1 ? "write" : "write " + (i + 1) + " of " + rounds.size();
        progress.begin(name, Counters.WRITES, load.tasks(), bytes);
        WriteResult result = load.write(round.get(0), round);
        progress.end(load.tasks(), items, bytes);
        reporting.written(written, files, result);
        run.completed(rows, written);
        requireFewRefused(folder);
      }
      rows.end(reporting.isPartial() ? RunState.PARTIAL : RunState.COMPLETED, Optional.empty());
    }

    private static Optional<FileCheck> of(Map<Integer, FileCheck> good, int number) {
      return Optional.ofNullable(good.get(number));
    }

    /** What only the service refuses is known after the others are written. */
    private void requireFewRefused(String folder) {
      if (reporting.refused() > arguments.checks().maxBadItems()) {
        throw new JobException(
            ErrorCode.BAD_DATA,
            "load: DynamoDB refuses "
                + reporting.refused()
                + " items, and --max-bad-items allows "
                + arguments.checks().maxBadItems()
                + "; those before them are written; they are in "
                + folder
                + " with the reasons, to be mended and loaded by --format dynamodb-json");
      }
    }
  }
}
