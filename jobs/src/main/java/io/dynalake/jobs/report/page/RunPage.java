package io.dynalake.jobs.report.page;

import io.dynalake.jobs.progress.Quantity;
import io.dynalake.jobs.report.RunReport;
import io.dynalake.jobs.report.RunReport.Status;
import io.dynalake.jobs.report.page.Masthead.Fact;
import io.dynalake.jobs.report.page.Masthead.Figure;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** The page of a run of {@code backfill}. */
public final class RunPage {
  private final RunReport report;
  private final RunDetails details;

  private RunPage(RunReport report, RunDetails details) {
    this.report = report;
    this.details = details;
  }

  /**
   * A whole HTML document.
   *
   * @param fileName of the report in JSON, which lies beside the page
   */
  public static String of(RunReport report, RunDetails details, String fileName) {
    RunPage page = new RunPage(report, details);
    String title = report.job() + " " + report.runId() + ": " + state(report.status());
    return Document.of(title, page.head(), page.sections(), fileName);
  }

  private List<Section> sections() {
    List<Section> sections = new ArrayList<>();
    Section failures = new FailuresSection(report.errors(), details.files());
    Section next = new NextSection(isWhole() ? "Command" : "How to go on", details.next());
    if (!isWhole()) {
      sections.add(failures);
      sections.add(next);
    }
    if (report.status() != Status.FAILED) {
      // Else what was read and staged went nowhere.
      sections.add(ItemsSection.of(report.items()));
    }
    sections.add(new LeftOutSection(details.leftOut()));
    sections.add(new TableSection(Optional.ofNullable(report.source().acquired())));
    sections.add(new FilesSection(report.files(), details.files(), details.axis()));
    sections.add(new ThroughputSection(details.phases(), details.axis()));
    sections.add(new PartitionsSection(report.partitions()));
    sections.add(new SchemaSection(report.schema(), details.datasets()));
    sections.add(new WarningsSection(report.source().warnings()));
    if (isWhole()) {
      sections.add(next);
    }
    return sections;
  }

  private boolean isWhole() {
    return report.status() == Status.COMPLETED || report.status() == Status.ALREADY_DONE;
  }

  private Masthead head() {
    Instant started = details.ended().minusMillis(Math.round(report.seconds().total() * 1e3));
    return new Masthead(
        report.job(),
        tone(report.status()),
        state(report.status()),
        headline(),
        List.of(
            new Fact("Run", report.runId()),
            new Fact("Source", report.source().export()),
            new Fact("Table", report.source().tableArn()),
            new Fact("Items as of", time(report.source().exportTime())),
            new Fact("Target", report.target()),
            new Fact(
                "Catalog",
                report.catalog().stream()
                    .map(RunReport.CatalogTable::table)
                    .collect(Collectors.joining(", "))),
            new Fact(
                "Started",
                time(started.truncatedTo(ChronoUnit.SECONDS).toString())
                    + ", took "
                    + Quantity.seconds(report.seconds().total()))),
        report.partitions().isEmpty() ? List.of() : figures());
  }

  private List<Figure> figures() {
    double seconds = Math.max(report.seconds().total(), 1e-3);
    long read = report.bytes().read();
    long written = report.bytes().written();
    List<Figure> figures = new ArrayList<>();
    figures.add(new Figure("Items written", Quantity.count(report.items().written()), ""));
    figures.add(
        new Figure(
            "Rate, all in all",
            Quantity.count(Math.round(report.items().read() / seconds)),
            "items/s"));
    figures.add(
        new Figure(
            "Bytes written",
            Quantity.bytes(written),
            read == 0 ? "" : "from " + Quantity.bytes(read) + " read"));
    int partitions = report.partitions().size();
    figures.add(
        new Figure("Partitions", Quantity.count(partitions), partitions == 1 ? "" : "written to"));
    return figures;
  }

  static String tone(Status status) {
    return switch (status) {
      case COMPLETED, ALREADY_DONE, DRY_RUN -> "done";
      case PARTIAL, NOT_REGISTERED -> "partial";
      case FAILED -> "failed";
    };
  }

  static String state(Status status) {
    return switch (status) {
      case COMPLETED -> "completed";
      case ALREADY_DONE -> "already done";
      case PARTIAL -> "partial";
      case NOT_REGISTERED -> "not registered";
      case FAILED -> "failed";
      case DRY_RUN -> "dry run";
    };
  }

  private String headline() {
    RunReport.Files files = report.files();
    return switch (report.status()) {
      case COMPLETED -> Quantity.count(report.items().written(), "item") + " went into the dataset";
      case ALREADY_DONE -> "The dataset has had everything before";
      case PARTIAL ->
          Quantity.count(files.completed())
              + " of "
              + Quantity.count(files.total(), "file")
              + " went into the dataset, "
              + Quantity.count(files.failed())
              + " failed";
      case NOT_REGISTERED ->
          report.items().written() == 0
              ? "The dataset has everything, the catalog does not know it"
              : Quantity.count(report.items().written(), "item")
                  + " went into the dataset, the catalog does not know them";
      case FAILED, DRY_RUN -> "Nothing was written";
    };
  }

  /** An ISO-8601 instant, easier to read; anything else as it is. */
  static String time(String instant) {
    return instant.endsWith("Z")
        ? instant.replace('T', ' ').replace(".000Z", "Z").replace("Z", " UTC")
        : instant;
  }
}
