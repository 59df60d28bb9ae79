package io.dynalake.jobs.report.page;

import io.dynalake.jobs.progress.Quantity;
import io.dynalake.jobs.report.LoadReport;
import io.dynalake.jobs.report.RunReport;
import io.dynalake.jobs.report.RunReport.Status;
import io.dynalake.jobs.report.page.Masthead.Fact;
import io.dynalake.jobs.report.page.Masthead.Figure;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The page of a run of {@code load}. */
public final class LoadPage {
  private LoadPage() {}

  /**
   * A whole HTML document.
   *
   * @param fileName of the report in JSON, which lies beside the page
   */
  public static String of(LoadReport report, RunDetails details, String fileName) {
    String state = RunPage.state(report.status());
    return Document.of(
        report.job() + " " + report.runId() + ": " + state,
        head(report, details),
        List.of(
            new FailuresSection(report.errors(), details.files()),
            ItemsSection.of(report.items()),
            new LeftOutSection(details.leftOut()),
            new NextSection(isWhole(report) ? "Command" : "How to go on", details.next()),
            new CapacitySection(report.capacity()),
            new FilesSection(report.files(), details.files(), Optional.empty()),
            new ThroughputSection(details.phases(), details.axis())),
        fileName);
  }

  private static boolean isWhole(LoadReport report) {
    return RunPage.tone(report.status()).equals("done") && report.items().refused() == 0;
  }

  private static Masthead head(LoadReport report, RunDetails details) {
    Instant started = details.ended().minusMillis(Math.round(report.seconds().total() * 1e3));
    return new Masthead(
        report.job(),
        RunPage.tone(report.status()),
        RunPage.state(report.status()),
        headline(report),
        List.of(
            new Fact("Run", report.runId()),
            new Fact("Source", report.source()),
            new Fact("Table", report.target()),
            new Fact(
                "Started",
                RunPage.time(started.truncatedTo(ChronoUnit.SECONDS).toString())
                    + ", took "
                    + Quantity.seconds(report.seconds().total()))),
        report.items().written() == 0 ? List.of() : figures(report));
  }

  private static List<Figure> figures(LoadReport report) {
    double seconds = Math.max(report.seconds().write(), 1e-3);
    List<Figure> figures = new ArrayList<>();
    figures.add(new Figure("Items written", Quantity.count(report.items().written()), ""));
    figures.add(
        new Figure(
            "Rate of writing",
            Quantity.count(Math.round(report.items().written() / seconds)),
            "items/s"));
    figures.add(
        new Figure(
            "Bytes written", Quantity.bytes(report.bytes().written()), "as DynamoDB counts them"));
    return figures;
  }

  private static String headline(LoadReport report) {
    RunReport.Files files = report.files();
    String written = Quantity.count(report.items().written(), "item");
    if (report.status() == Status.ALREADY_DONE) {
      return "The table has had everything before";
    }
    if (report.items().written() == 0) {
      return "Nothing was written";
    }
    return switch (report.status()) {
      case FAILED -> written + " went into the table, then the run failed";
      case PARTIAL ->
          written
              + " went into the table, "
              + Quantity.count(files.failed())
              + " of "
              + Quantity.count(files.total(), "file")
              + " failed";
      default -> written + " went into the table";
    };
  }
}
