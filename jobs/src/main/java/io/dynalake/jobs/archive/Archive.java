package io.dynalake.jobs.archive;

import io.dynalake.archive.Archived;
import io.dynalake.archive.TableArchive;
import io.dynalake.aws.AwsClients;
import io.dynalake.aws.AwsSettings;
import io.dynalake.aws.Regions;
import io.dynalake.capacity.Patience;
import io.dynalake.capacity.TableDescription;
import io.dynalake.dataset.commit.DatasetLayout;
import io.dynalake.error.ErrorCode;
import io.dynalake.error.JobException;
import io.dynalake.export.pitr.PitrExports;
import io.dynalake.jobs.JobContext;
import io.dynalake.jobs.SparkFailures;
import io.dynalake.jobs.SparkStart;
import io.dynalake.jobs.acquire.Acquisition;
import io.dynalake.jobs.acquire.TableRun;
import io.dynalake.jobs.options.ArchiveArguments;
import io.dynalake.jobs.progress.Counters;
import io.dynalake.jobs.progress.ProgressListener;
import io.dynalake.jobs.report.ArchiveReport;
import io.dynalake.jobs.report.ReportFile;
import io.dynalake.jobs.report.RunReport;
import io.dynalake.jobs.run.Identity;
import io.dynalake.ledger.Failure;
import io.dynalake.ledger.Ledger;
import io.dynalake.ledger.Ledgers;
import io.dynalake.ledger.RunRecord;
import io.dynalake.ledger.RunState;
import io.dynalake.load.write.Connection;
import io.dynalake.load.write.TableKeys;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.apache.hadoop.fs.Path;

/** One run of the job {@code archive}. */
public final class Archive {
  private final ArchiveArguments arguments;
  private final JobContext context;
  private final SparkStart start;
  private final BiConsumer<List<String>, JobContext> jobs;
  private final ProgressListener progress;
  private final Acquisition acquisition;
  private final ArchiveOutcome outcome;

  private Archive(
      ArchiveArguments arguments,
      JobContext context,
      SparkStart start,
      BiConsumer<List<String>, JobContext> jobs) {
    this.arguments = arguments;
    this.context = context;
    this.start = start;
    this.jobs = jobs;
    this.progress = new ProgressListener(() -> start.context().sc(), context.progress());
    this.acquisition =
        new Acquisition(
            arguments.source(), arguments.run(), arguments.zone(), start, context.progress());
    this.outcome = new ArchiveOutcome(acquisition.failed());
  }

  /**
   * Runs the job.
   *
   * @param jobs runs another job, with its name first
   * @throws JobException if it was not done completely; what was deleted is in the copy
   */
  public static void run(
      ArchiveArguments arguments, JobContext context, BiConsumer<List<String>, JobContext> jobs) {
    try (SparkStart start =
            SparkStart.begin("dynalake archive " + arguments.run().id(), context.meters());
        Ledger ledger =
            Ledgers.open(
                arguments.ledger().uri(),
                arguments.ledger().patience(),
                context.progress()::note)) {
      Optional<RunRecord> earlier = EarlierStart.find(ledger, arguments, context.options());
      if (earlier.isPresent() && EarlierStart.isDone(earlier.orElseThrow(), context.options())) {
        context
            .progress()
            .note(
                "already done: run "
                    + earlier.orElseThrow().runId()
                    + " of "
                    + earlier.orElseThrow().started()
                    + "; what has come since is archived under another --run-id");
        return;
      }
      ArchiveArguments asked =
          earlier
              .map(run -> arguments.goingOn(copyOf(run, arguments), EarlierStart.before(run)))
              .orElse(arguments);
      Archive archive = new Archive(asked, context, start, jobs);
      try {
        archive.run(ledger);
      } finally {
        archive.progress.stop();
      }
    } catch (Exception e) {
      throw SparkFailures.unwrap(e);
    }
  }

  /** The name under which a run's copy lies. */
  private static String copyOf(RunRecord run, ArchiveArguments arguments) {
    return arguments.run().isLasting() ? arguments.run().id() : run.runId();
  }

  private void run(Ledger ledger) {
    context.meters().table(acquisition.table().arn());
    AwsSettings aws = Regions.resolve(arguments.source().scan().aws(), arguments.source().table());
    arguments.deletion().ifPresent(deletion -> requireConsent(deletion, aws));
    // Of the same copy, one start may look what would go and another one delete it.
    String work = arguments.deletion().map(d -> Identity.of(d.purpose().toString())).orElse("");
    TableRun.Job job =
        new TableRun.Job(
            "archive", Optional.empty(), work, EarlierStart.options(arguments, context.options()));
    try (TableRun run = new TableRun(ledger, job, 0)) {
      try {
        archive(run, aws);
        ended(run);
      } catch (Exception e) {
        throw failed(run, SparkFailures.unwrap(e));
      }
    }
    requireNoneRefused();
  }

  private void archive(TableRun run, AwsSettings aws) {
    outcome.landed(acquisition.run(run));
    run.rows().ifPresent(rows -> rows.count(outcome::counts));
    TableArchive archive =
        new TableArchive(
            start.newSession(),
            outcome.landing(),
            new Connection(
                arguments.source().table(),
                TableKeys.of(acquisition.table()),
                aws,
                Patience.DEFAULT),
            arguments.age());
    Archived copy = readBack(archive);
    convert();
    arguments.deletion().ifPresent(deletion -> delete(archive, copy, deletion));
  }

  /** Before anything is copied: who deletes should mean it, and be able to go back. */
  private void requireConsent(ArchiveArguments.Deletion deletion, AwsSettings aws) {
    TableDescription table = acquisition.table();
    if (table.deletionProtection() && !deletion.despiteProtection()) {
      throw new JobException(
          ErrorCode.USAGE,
          "--delete: table "
              + table.name()
              + " is protected from deletion; ask its owner whether that means its items too, then"
              + " say --despite-protection");
    }
    String name = arguments.source().table().text();
    if (!deletion.withoutRecovery()
        && !new PitrExports(AwsClients.dynamoDb(aws)).recoveryWindow(name).enabled()) {
      throw new JobException(
          ErrorCode.USAGE,
          "--delete: table "
              + table.name()
              + " has no point-in-time recovery, so nothing but the archive could bring items back;"
              + " switch it on, or say --without-recovery");
    }
  }

  private Archived readBack(TableArchive archive) {
    progress.begin("read back", 0, 0);
    Archived copy = archive.verify();
    progress.end(0, copy.items(), 0);
    outcome.readBack(copy);
    if (!copy.isVerified()) {
      throw new JobException(
          ErrorCode.BAD_DATA,
          outcome.landing()
              + ": the copy does not verify, and nothing was deleted; "
              + copy.firstProblem()
              + "; archive again under another --run-id");
    }
    return copy;
  }

  private void convert() {
    if (!arguments.conversion().isEmpty()) {
      List<String> command = new ArrayList<>(List.of("backfill", "--export=" + outcome.landing()));
      command.addAll(arguments.conversion());
      command.add("--ledger=" + arguments.ledger().uri());
      jobs.accept(command, context);
    }
  }

  private void delete(TableArchive archive, Archived copy, ArchiveArguments.Deletion deletion) {
    progress.begin("delete", Counters.WRITES, archive.tasks(), copy.bytes());
    outcome.deleted(
        archive.delete(
            deletion.purpose(), deletion.rate(), deletion.requestsAtOnce(), outcome.left()));
    progress.end(archive.tasks(), copy.deletable(), copy.bytes());
  }

  private void ended(TableRun run) {
    boolean partial = outcome.refused() > 0;
    run.end(partial ? RunState.PARTIAL : RunState.COMPLETED, Optional.empty());
    if (partial) {
      report(run, ArchiveReport.Status.PARTIAL, List.of());
    } else {
      boolean kept = arguments.deletion().isEmpty();
      report(run, kept ? ArchiveReport.Status.KEPT : ArchiveReport.Status.COMPLETED, List.of());
    }
  }

  /** What cannot be told then is no reason to hide the failure itself. */
  private JobException failed(TableRun run, JobException failure) {
    try {
      run.end(RunState.FAILED, Optional.of(Failure.of(failure)));
      report(
          run,
          ArchiveReport.Status.FAILED,
          List.of(new RunReport.Failure("", String.valueOf(failure.getMessage()))));
    } catch (JobException untold) {
      failure.addSuppressed(untold);
    }
    return failure;
  }

  private void report(TableRun run, ArchiveReport.Status status, List<RunReport.Failure> errors) {
    String runId = run.runId().isEmpty() ? arguments.run().id() : run.runId();
    ArchiveReport report = outcome.report(runId, status, errors);
    context.meters().tell(report.figures());
    String json = report.toJson();
    DatasetLayout layout = new DatasetLayout(new Path(arguments.source().landing()));
    List<String> written = new ArrayList<>();
    written.add(ReportFile.write(json, layout.report(runId).toString(), start.hadoop()));
    arguments
        .report()
        .ifPresent(location -> written.add(ReportFile.write(json, location, start.hadoop())));
    context.progress().close();
    context.out().print(report.summary(written));
  }

  private void requireNoneRefused() {
    if (outcome.refused() > 0) {
      throw new JobException(
          ErrorCode.PARTIAL,
          "archive: "
              + outcome.refused()
              + " items could not be deleted; "
              + outcome.left()
              + " names them with the reasons; the same command tries them again");
    }
  }
}
