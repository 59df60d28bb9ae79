package io.dynalake.jobs;

import io.dynalake.jobs.acquire.Acquired;
import io.dynalake.jobs.acquire.Acquisition;
import io.dynalake.jobs.acquire.AcquisitionReport;
import io.dynalake.jobs.options.ExportArguments;
import io.dynalake.jobs.progress.ProgressListener;
import io.dynalake.jobs.report.ReportFile;

/** Lands a live table as an export. */
final class ExportJob implements Job<ExportArguments> {
  @Override
  public void run(ExportArguments arguments, JobContext context) {
    long began = System.nanoTime();
    String runId = arguments.run().id();
    try (SparkStart start = SparkStart.begin("dynalake export " + runId)) {
      ProgressListener listener =
          new ProgressListener(() -> start.context().sc(), context.progress());
      try {
        Acquisition acquisition =
            new Acquisition(
                arguments.source(), arguments.run(), arguments.zone(), start, context.progress());
        if (arguments.dryRun()) {
          context.progress().close();
          context.out().print("dry run: nothing is read\n\n" + acquisition.estimateText());
          return;
        }
        Acquired acquired = acquisition.run(listener);
        double seconds = Math.round((System.nanoTime() - began) / 1e6) / 1e3;
        report(arguments, acquired, seconds, start, context);
      } finally {
        listener.stop();
      }
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
            landing + (landing.endsWith("/") ? "" : "/") + "_dynalake/reports/" + runId + ".json",
            start.hadoop());
    if (arguments.report().isPresent()) {
      location =
          ReportFile.write(report.toJson(), arguments.report().orElseThrow(), start.hadoop());
    }
    context.progress().close();
    context.out().print(report.summary(location));
  }
}
