package io.dynalake.jobs.report.page;

import io.dynalake.jobs.progress.Quantity;
import io.dynalake.jobs.report.Acquired;
import io.dynalake.jobs.report.Acquired.Landed;
import io.dynalake.jobs.report.AcquisitionReport;
import io.dynalake.jobs.report.page.Masthead.Fact;
import io.dynalake.jobs.report.page.Masthead.Figure;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The page of a run of {@code export}. */
public final class LandingPage {
  private LandingPage() {}

  /**
   * A whole HTML document.
   *
   * @param fileName of the report in JSON, which lies beside the page
   */
  public static String of(AcquisitionReport report, RunDetails details, String fileName) {
    String title = report.job() + " " + report.runId() + ": " + state(report.status());
    return Document.of(
        title,
        head(report, details),
        List.of(
            new FailuresSection(report.errors(), List.of()),
            new TableSection(Optional.of(report.acquired())),
            new ThroughputSection(details.phases(), details.axis()),
            new NextSection("Command", details.next())),
        fileName);
  }

  private static Masthead head(AcquisitionReport report, RunDetails details) {
    Instant started = details.ended().minusMillis(Math.round(report.seconds() * 1e3));
    Acquired acquired = report.acquired();
    return new Masthead(
        report.job(),
        tone(report.status()),
        state(report.status()),
        headline(acquired),
        List.of(
            new Fact("Run", report.runId()),
            new Fact("Table", acquired.tableArn()),
            new Fact("Landing", report.landing()),
            new Fact(
                "Started",
                RunPage.time(started.truncatedTo(ChronoUnit.SECONDS).toString())
                    + ", took "
                    + Quantity.seconds(report.seconds()))),
        figures(acquired));
  }

  private static String tone(Acquired.Status status) {
    return switch (status) {
      case COMPLETED, ALREADY_DONE -> "done";
      case SHARE_LANDED -> "partial";
      case FAILED -> "failed";
    };
  }

  private static List<Figure> figures(Acquired acquired) {
    List<Figure> figures = new ArrayList<>();
    List<Landed> exports = acquired.exports();
    if (exports.isEmpty()) {
      return figures;
    }
    if (exports.stream().allMatch(export -> export.items() >= 0)) {
      long items = exports.stream().mapToLong(Landed::items).sum();
      figures.add(new Figure("Items landed", Quantity.count(items), ""));
    }
    if (exports.stream().allMatch(export -> export.bytes() >= 0)) {
      long bytes = exports.stream().mapToLong(Landed::bytes).sum();
      figures.add(new Figure("Size", Quantity.bytes(bytes), ""));
    }
    figures.add(new Figure("Exports", Quantity.count(exports.size()), ""));
    return figures;
  }

  private static String headline(Acquired acquired) {
    return switch (acquired.status()) {
      case COMPLETED -> "The table is landed as an export";
      case ALREADY_DONE -> "The table was landed before";
      case SHARE_LANDED -> "This job's share of the table is landed";
      case FAILED -> "The table is not landed as a whole";
    };
  }

  private static String state(Acquired.Status status) {
    return switch (status) {
      case COMPLETED -> "completed";
      case ALREADY_DONE -> "already done";
      case SHARE_LANDED -> "share landed";
      case FAILED -> "failed";
    };
  }
}
