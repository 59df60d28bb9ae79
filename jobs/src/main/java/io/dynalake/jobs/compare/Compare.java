package io.dynalake.jobs.compare;

import io.dynalake.compare.CompareResult;
import io.dynalake.compare.CompareRules;
import io.dynalake.compare.ComparedInput;
import io.dynalake.compare.Comparison;
import io.dynalake.compare.Nulls;
import io.dynalake.compare.Side;
import io.dynalake.error.ErrorCode;
import io.dynalake.error.JobException;
import io.dynalake.jobs.JobContext;
import io.dynalake.jobs.SparkFailures;
import io.dynalake.jobs.SparkStart;
import io.dynalake.jobs.acquire.UnrecordedScan;
import io.dynalake.jobs.options.CompareArguments;
import io.dynalake.jobs.progress.ProgressListener;
import io.dynalake.jobs.report.Acquired;
import io.dynalake.jobs.report.CompareReport;
import io.dynalake.jobs.report.ReportFile;
import java.util.List;
import org.apache.spark.sql.SparkSession;
import org.jspecify.annotations.Nullable;

/** One run of the job {@code compare}. */
public final class Compare {
  private final CompareArguments arguments;
  private final JobContext context;
  private final SparkStart start;
  private final long began = System.nanoTime();

  private Compare(CompareArguments arguments, JobContext context, SparkStart start) {
    this.arguments = arguments;
    this.context = context;
    this.start = start;
  }

  /**
   * Runs the job.
   *
   * @throws JobException BAD_DATA if the inputs differ
   */
  public static void run(CompareArguments arguments, JobContext context) {
    try (SparkStart start =
        SparkStart.begin("dynalake compare " + arguments.run().id(), context.meters())) {
      new Compare(arguments, context, start).run();
    } catch (Exception e) {
      throw SparkFailures.unwrap(e);
    }
  }

  /**
   * An input whose files are there.
   *
   * @param landed what was scanned, if it is a table
   */
  record Ready(OpenInput opened, ComparedInput input, @Nullable Acquired landed) {}

  private void run() {
    OpenInput left = OpenInput.of(arguments.left(), start.hadoop());
    OpenInput right = OpenInput.of(arguments.right(), start.hadoop());
    CompareRules rules =
        new CompareRules(
            Keys.of(arguments.keys(), left, right),
            arguments.ignored(),
            left.keepsNulls() && right.keepsNulls() ? Nulls.STRICT : Nulls.ABSENT);
    if (left.table().isEmpty() && right.table().isEmpty()) {
      compare(ready(Side.LEFT, left, ""), ready(Side.RIGHT, right, ""), rules);
      return;
    }
    try (TableLandings landings =
        TableLandings.of(arguments.landing(), start, context.progress()::note)) {
      boolean both = left.table().isPresent() && right.table().isPresent();
      Ready first = ready(Side.LEFT, left, landings.below(both ? "left" : ""));
      Ready second = ready(Side.RIGHT, right, landings.below(both ? "right" : ""));
      compare(first, second, rules);
    }
  }

  private Ready ready(Side side, OpenInput opened, String landing) {
    if (opened instanceof OpenInput.Table table) {
      Acquired landed =
          UnrecordedScan.land(
              table.scan().withLanding(landing),
              arguments.run(),
              "scan the " + side,
              start,
              context.progress());
      String export = landed.exports().get(0).location();
      return new Ready(opened, ComparedInput.export(export, start.hadoop()), landed);
    }
    return new Ready(opened, ((OpenInput.Files) opened).found(), null);
  }

  private void compare(Ready left, Ready right, CompareRules rules) {
    double before = seconds();
    CompareResult result = result(left.input(), right.input(), rules);
    double scan = left.landed() == null && right.landed() == null ? 0 : before;
    CompareReport report =
        new Findings(arguments, left, right, rules, result)
            .report(new CompareReport.Seconds(seconds(), scan, round(seconds() - before)));
    context.meters().tell(report.figures());
    List<String> written =
        arguments.report().stream()
            .map(location -> ReportFile.write(report.toJson(), location, start.hadoop()))
            .toList();
    context.progress().close();
    context.out().print(arguments.json() ? report.toJson() : report.summary(written));
    if (!result.isEqual()) {
      throw new JobException(ErrorCode.BAD_DATA, report.difference());
    }
  }

  private CompareResult result(ComparedInput left, ComparedInput right, CompareRules rules) {
    SparkSession session = start.newSession();
    ProgressListener progress =
        new ProgressListener(() -> start.context().sc(), context.progress());
    try {
      int files = left.files().size() + right.files().size();
      long bytes = left.bytes() + right.bytes();
      progress.begin("compare", files, bytes);
      CompareResult result = Comparison.run(session, left, right, rules, arguments.samples());
      progress.end(files, result.left().items() + result.right().items(), bytes);
      return result;
    } finally {
      progress.stop();
    }
  }

  private double seconds() {
    return round((System.nanoTime() - began) / 1e9);
  }

  private static double round(double seconds) {
    return Math.round(seconds * 1e3) / 1e3;
  }
}
