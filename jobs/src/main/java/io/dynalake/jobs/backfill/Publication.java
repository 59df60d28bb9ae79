package io.dynalake.jobs.backfill;

import io.dynalake.dataset.commit.DatasetLayout;
import io.dynalake.jobs.JobContext;
import io.dynalake.jobs.options.BackfillArguments;
import io.dynalake.jobs.report.ReportFile;
import io.dynalake.jobs.report.RunReport;
import io.dynalake.jobs.report.Summary;
import io.dynalake.jobs.report.page.RunDetails;
import io.dynalake.jobs.report.page.RunPage;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;

/** Where reports go: beside the data, where the user wants them too, and in short on the screen. */
record Publication(BackfillArguments arguments, Configuration hadoop) {
  private DatasetLayout layout() {
    return new DatasetLayout(new Path(arguments.target().location()));
  }

  String quarantine(String runId) {
    return layout().quarantine(runId).toString();
  }

  /**
   * @param name of the report's file
   */
  void publish(RunReport report, RunDetails details, String name, JobContext context) {
    List<String> locations = new ArrayList<>();
    locations.add(layout().report(name).toString());
    arguments.report().ifPresent(locations::add);
    List<String> written =
        ReportFile.writeWithPage(
            report.toJson(),
            fileName -> RunPage.of(report, details, fileName),
            locations,
            hadoop,
            context.progress()::note);
    context.progress().close();
    context.out().print(Summary.of(report, written));
  }
}
