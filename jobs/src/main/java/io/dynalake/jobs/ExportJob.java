package io.dynalake.jobs;

import io.dynalake.dataset.commit.DatasetLayout;
import io.dynalake.jobs.acquire.Acquisition;
import io.dynalake.jobs.options.ExportArguments;
import io.dynalake.jobs.report.Acquired;
import io.dynalake.jobs.report.AcquisitionReport;
import io.dynalake.jobs.report.ReportFile;
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
    String location =
        ReportFile.write(
            report.toJson(),
            new DatasetLayout(new Path(landing)).report(runId).toString(),
            start.hadoop());
    if (arguments.report().isPresent()) {
      location =
          ReportFile.write(report.toJson(), arguments.report().orElseThrow(), start.hadoop());
    }
    context.progress().close();
    context.out().print(report.summary(location));
  }
}
