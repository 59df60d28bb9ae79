package io.dynalake.jobs.archive;

import io.dynalake.archive.Archived;
import io.dynalake.archive.TableArchive;
import io.dynalake.aws.AwsClients;
import io.dynalake.aws.AwsSettings;
import io.dynalake.aws.Regions;
import io.dynalake.capacity.Patience;
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
import io.dynalake.jobs.progress.ProgressListener;
import io.dynalake.jobs.report.Acquired;
import io.dynalake.jobs.report.ArchiveReport;
import io.dynalake.jobs.report.ReportFile;
import io.dynalake.jobs.report.RunReport;
import io.dynalake.ledger.Failure;
import io.dynalake.ledger.Ledger;
import io.dynalake.ledger.Ledgers;
import io.dynalake.ledger.RunState;
import io.dynalake.load.write.Connection;
import io.dynalake.load.write.TableKeys;
import io.dynalake.load.write.WriteResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.SparkSession;

/** One run of the job {@code archive}. */
public final class Archive {
  /** On demand, us-east-1, standard table class. */
  private static final double DOLLARS_PER_MILLION_WRITES = 0.625;

  private final ArchiveArguments arguments;
  private final JobContext context;
  private final SparkStart start;
  private final BiConsumer<List<String>, JobContext> jobs;
  private final ProgressListener progress;
  private final long began = System.nanoTime();

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
  }

  /**
   * Runs the job.
   *
   * @param jobs runs another job, with its name first
   * @throws JobException if it was not done completely; what was deleted is in the copy
   */
  public static void run(
      ArchiveArguments arguments, JobContext context, BiConsumer<List<String>, JobContext> jobs) {
    try (SparkStart start = SparkStart.begin("dynalake archive " + arguments.run().id())) {
      Archive archive = new Archive(arguments, context, start, jobs);
      try {
        archive.run();
      } finally {
        archive.progress.stop();
      }
    } catch (Exception e) {
      throw SparkFailures.unwrap(e);
    }
  }

  private void run() {
    AwsSettings aws = Regions.resolve(arguments.source().scan().aws(), arguments.source().table());
    Acquisition acquisition =
        new Acquisition(
            arguments.source(), arguments.run(), arguments.zone(), start, context.progress());
    requireRecovery(aws);
    try (Ledger ledger =
            Ledgers.open(
                arguments.ledger().uri(), arguments.ledger().patience(), context.progress()::note);
        TableRun run =
            new TableRun(
                ledger,
                new TableRun.Job("archive", Optional.empty(), "archive", context.options()),
                0)) {
      try {
        Acquired acquired = acquisition.run(run);
        String landing = acquired.exports().get(0).location();
        TableArchive archive =
            new TableArchive(
                SparkSession.builder().config(start.context().getConf()).getOrCreate().newSession(),
                landing,
                new Connection(
                    arguments.source().table(),
                    TableKeys.of(acquisition.table()),
                    aws,
                    Patience.DEFAULT),
                arguments.age());
        Archived copy = verified(archive, landing, run);
        convert(landing);
        WriteResult deleted = delete(archive, copy, left(landing));
        run.end(RunState.COMPLETED, Optional.empty());
        report(run, acquired, landing, copy, deleted);
        requireNoneRefused(deleted, landing);
      } catch (Exception e) {
        JobException failure = SparkFailures.unwrap(e);
        run.end(RunState.FAILED, Optional.of(Failure.of(failure)));
        throw failure;
      }
    }
  }

  /** Before anything is copied: who deletes should be able to go back. */
  private void requireRecovery(AwsSettings aws) {
    if (arguments.deletion().map(deletion -> deletion.withoutRecovery()).orElse(true)) {
      return;
    }
    String table = arguments.source().table().text();
    if (!new PitrExports(AwsClients.dynamoDb(aws)).recoveryWindow(table).enabled()) {
      throw new JobException(
          ErrorCode.USAGE,
          "--delete: table "
              + arguments.source().table().name()
              + " has no point-in-time recovery, so nothing but the archive could bring items back;"
              + " switch it on, or say --without-recovery");
    }
  }

  private Archived verified(TableArchive archive, String landing, TableRun run) {
    progress.begin("read back", 0, 0);
    Archived copy = archive.verify();
    progress.end(0, copy.items(), 0);
    if (!copy.isVerified()) {
      throw new JobException(
          ErrorCode.BAD_DATA,
          landing
              + ": the copy does not verify, and nothing was deleted; "
              + copy.firstProblem()
              + "; archive again under another --run-id than "
              + run.runId());
    }
    return copy;
  }

  private void convert(String landing) {
    if (!arguments.conversion().isEmpty()) {
      List<String> command = new ArrayList<>(List.of("backfill", "--export=" + landing));
      command.addAll(arguments.conversion());
      command.add("--ledger=" + arguments.ledger().uri());
      jobs.accept(command, context);
    }
  }

  private WriteResult delete(TableArchive archive, Archived copy, String left) {
    if (arguments.deletion().isEmpty()) {
      return WriteResult.NOTHING;
    }
    ArchiveArguments.Deletion deletion = arguments.deletion().orElseThrow();
    progress.begin("delete", DeleteProgress.COUNTERS, archive.tasks(), copy.bytes());
    WriteResult deleted =
        archive.delete(deletion.purpose(), deletion.rate(), deletion.requestsAtOnce(), left);
    progress.end(archive.tasks(), copy.deletable(), copy.bytes());
    return deleted;
  }

  private static String left(String landing) {
    return landing + "/_dynalake/left";
  }

  private void report(
      TableRun run, Acquired acquired, String landing, Archived copy, WriteResult deleted) {
    String runId = run.runId().isEmpty() ? arguments.run().id() : run.runId();
    boolean left = deleted.changed() + deleted.refused() > 0;
    ArchiveReport report =
        new ArchiveReport(
            runId,
            "archive",
            arguments.deletion().isEmpty() ? "kept" : "completed",
            acquired.tableArn(),
            landing,
            acquired,
            new ArchiveReport.Copy(
                copy.isVerified(), copy.items(), copy.deletable(), copy.bytes(), copy.units()),
            new ArchiveReport.Deletion(
                deleted.written(),
                deleted.changed(),
                deleted.gone(),
                deleted.refused(),
                deleted.capacity(),
                deleted.throttles()),
            left ? left(landing) : "",
            Math.round((System.nanoTime() - began) / 1e6) / 1e3,
            List.<RunReport.Failure>of());
    String json = report.toJson();
    List<String> written = new ArrayList<>();
    DatasetLayout layout = new DatasetLayout(new Path(arguments.source().landing()));
    written.add(
        ReportFile.write(json, layout.report(arguments.run().id()).toString(), start.hadoop()));
    arguments
        .report()
        .ifPresent(location -> written.add(ReportFile.write(json, location, start.hadoop())));
    context.progress().close();
    context.out().print(report.summary(copy.units() / 1e6 * DOLLARS_PER_MILLION_WRITES, written));
  }

  private static void requireNoneRefused(WriteResult deleted, String landing) {
    if (deleted.refused() > 0) {
      throw new JobException(
          ErrorCode.PARTIAL,
          "archive: "
              + deleted.refused()
              + " items could not be deleted; "
              + left(landing)
              + " names them with the reasons");
    }
  }
}
