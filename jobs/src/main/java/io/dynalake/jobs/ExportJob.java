package io.dynalake.jobs;

import io.dynalake.dataset.commit.DatasetLayout;
import io.dynalake.error.JobException;
import io.dynalake.jobs.acquire.Acquisition;
import io.dynalake.jobs.acquire.TableRun;
import io.dynalake.jobs.options.ExportArguments;
import io.dynalake.jobs.report.Acquired;
import io.dynalake.jobs.report.AcquisitionReport;
import io.dynalake.jobs.report.ReportFile;
import io.dynalake.jobs.report.RunReport;
import io.dynalake.jobs.report.page.LandingPage;
import io.dynalake.jobs.report.page.LeftOut;
import io.dynalake.jobs.report.page.NextStep;
import io.dynalake.jobs.report.page.RunDetails;
import io.dynalake.ledger.Failure;
import io.dynalake.ledger.Ledger;
import io.dynalake.ledger.Ledgers;
import io.dynalake.ledger.RunState;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;

/** Lands a live table as an export. */
final class ExportJob implements Job<ExportArguments> {
  @Override
  public void run(ExportArguments arguments, JobContext context) {
    String runId = arguments.run().id();
    try (SparkStart start = SparkStart.begin("dynalake export " + runId, context.meters())) {
      Acquisition acquisition =
          new Acquisition(
              arguments.source(), arguments.run(), arguments.zone(), start, context.progress());
      context.meters().table(acquisition.table().arn());
      if (arguments.dryRun()) {
        context.progress().close();
        context.out().print("dry run: nothing is read\n\n" + acquisition.estimateText());
        return;
      }
      new Landing(arguments, context, start.hadoop()).run(acquisition);
    }
  }

  /** One start of the job. */
  private record Landing(
      ExportArguments arguments, JobContext context, Configuration hadoop, long began) {
    Landing(ExportArguments arguments, JobContext context, Configuration hadoop) {
      this(arguments, context, hadoop, System.nanoTime());
    }

    void run(Acquisition acquisition) {
      try (Ledger ledger =
              Ledgers.open(
                  arguments.ledger().uri(),
                  arguments.ledger().patience(),
                  context.progress()::note);
          TableRun run =
              new TableRun(
                  ledger,
                  new TableRun.Job("export", Optional.empty(), "", context.options()),
                  seconds())) {
        Acquired acquired = landed(acquisition, run);
        run.end(RunState.COMPLETED, Optional.empty());
        report(acquired, List.of(), run);
      }
    }

    private Acquired landed(Acquisition acquisition, TableRun run) {
      try {
        return acquisition.run(run);
      } catch (Exception e) {
        JobException failure = SparkFailures.unwrap(e);
        failed(acquisition.failed(), failure, run);
        throw failure;
      }
    }

    /** What cannot be told then is no reason to hide the failure itself. */
    private void failed(Acquired acquired, JobException failure, TableRun run) {
      try {
        run.end(RunState.FAILED, Optional.of(Failure.of(failure)));
      } catch (JobException untold) {
        failure.addSuppressed(untold);
      }
      try {
        String message = String.valueOf(failure.getMessage());
        report(acquired, List.of(new RunReport.Failure("", message)), run);
      } catch (JobException e) {
        context.progress().note(String.valueOf(e.getMessage()));
      }
    }

    private double seconds() {
      return Math.round((System.nanoTime() - began) / 1e6) / 1e3;
    }

    private void report(Acquired acquired, List<RunReport.Failure> errors, TableRun run) {
      String landing = arguments.source().landing();
      String name = arguments.run().id();
      String runId = run.runId().isEmpty() ? name : run.runId();
      var report =
          new AcquisitionReport(
              runId, "export", acquired.status(), landing, acquired, seconds(), errors);
      context.meters().tell(report.figures());
      var details =
          new RunDetails(
              Instant.now(),
              context.progress().phases(),
              List.of(),
              List.of(),
              LeftOut.NOTHING,
              next(acquired, run));
      List<String> locations = new ArrayList<>();
      locations.add(new DatasetLayout(new Path(landing)).report(name).toString());
      arguments.report().ifPresent(locations::add);
      List<String> written =
          ReportFile.writeWithPage(
              report.toJson(),
              fileName -> LandingPage.of(report, details, fileName),
              locations,
              hadoop,
              context.progress()::note);
      context.progress().close();
      context.out().print(report.summary(written));
    }

    private NextStep next(Acquired acquired, TableRun run) {
      if (acquired.status() != Acquired.Status.FAILED) {
        return new NextStep(
            "What was run. Under the same run id nothing is landed twice.", context.command());
      }
      return run.rows()
          .map(
              rows ->
                  NextStep.retry(
                      "When the cause is mended, this lands what is missing.",
                      rows.runId(),
                      arguments.ledger().uri()))
          .orElseGet(
              () -> new NextStep("When the cause is mended, the same again.", context.command()));
    }
  }
}
