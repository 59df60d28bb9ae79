package io.dynalake.jobs;

import io.dynalake.dataset.commit.DatasetLayout;
import io.dynalake.jobs.acquire.Acquisition;
import io.dynalake.jobs.options.ExportArguments;
import io.dynalake.jobs.report.Acquired;
import io.dynalake.jobs.report.AcquisitionReport;
import io.dynalake.jobs.report.ReportFile;
import io.dynalake.jobs.report.page.LandingPage;
import io.dynalake.jobs.report.page.LeftOut;
import io.dynalake.jobs.report.page.NextStep;
import io.dynalake.jobs.report.page.RunDetails;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.fs.Path;

/** Lands a live table as an export. */
final class ExportJob implements Job<ExportArguments> {
  @Override
  public void run(ExportArguments arguments, JobContext context) {
    long began = System.nanoTime();
    String runId = arguments.run().id();
    try (SparkStart start = SparkStart.begin("dynalake export " + runId)) {
      Acquisition acquisition =
          new Acquisition(
              arguments.source(), arguments.run(), arguments.zone(), start, context.progress());
      if (arguments.dryRun()) {
        context.progress().close();
        context.out().print("dry run: nothing is read\n\n" + acquisition.estimateText());
        return;
      }
      Acquired acquired = acquisition.run();
      double seconds = Math.round((System.nanoTime() - began) / 1e6) / 1e3;
      report(arguments, acquired, seconds, start, context);
    }
  }

  private static void report(
      ExportArguments arguments,
      Acquired acquired,
      double seconds,
      SparkStart start,
      JobContext context) {
    String runId = arguments.run().id();
    String landing = arguments.source().landing();
    AcquisitionReport report =
        new AcquisitionReport(runId, "export", acquired.status(), landing, acquired, seconds);
    var next =
        new NextStep(
            "What was run. Under the same run id nothing is landed twice.", context.command());
    var details =
        new RunDetails(
            Instant.now(),
            context.progress().phases(),
            List.of(),
            List.of(),
            LeftOut.NOTHING,
            next);
    List<String> locations = new ArrayList<>();
    locations.add(new DatasetLayout(new Path(landing)).report(runId).toString());
    arguments.report().ifPresent(locations::add);
    List<String> written =
        ReportFile.writeWithPage(
            report.toJson(),
            fileName -> LandingPage.of(report, details, fileName),
            locations,
            start.hadoop(),
            context.progress()::note);
    context.progress().close();
    context.out().print(report.summary(written));
  }
}
