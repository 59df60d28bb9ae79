package io.dynalake.jobs.report;

import static io.dynalake.jobs.progress.Quantity.bytes;
import static io.dynalake.jobs.progress.Quantity.count;
import static io.dynalake.jobs.progress.Quantity.seconds;

import io.dynalake.jobs.report.RunReport.Conflict;
import io.dynalake.jobs.report.RunReport.Failure;
import io.dynalake.jobs.report.RunReport.Status;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** A report as the table that ends a run's output. */
public final class Summary {
  private static final int MOST_LINES = 10;

  private Summary() {}

  /**
   * Lines that end with a line feed each.
   *
   * @param locations where the report and its page lie, none where none was written
   */
  public static String of(RunReport report, List<String> locations) {
    List<String> lines = new ArrayList<>();
    lines.add(report.job() + " " + report.runId() + ": " + headline(report.status()));
    Acquired acquired = report.source().acquired();
    if (acquired != null) {
      row(lines, "table", acquired.summary());
    }
    RunReport.Items items = report.items();
    row(lines, "items", count(items.read()) + " read");
    row(lines, "", count(items.written()) + " written");
    row(lines, "", count(items.filtered()) + " filtered");
    row(lines, "", count(items.quarantined()) + " quarantined");
    RunReport.Files files = report.files();
    row(
        lines,
        "files",
        count(files.completed())
            + " of "
            + count(files.total())
            + " converted, "
            + count(files.failed())
            + " failed, "
            + count(files.skipped())
            + " skipped");
    row(
        lines,
        "bytes",
        bytes(report.bytes().read()) + " read, " + bytes(report.bytes().written()) + " written");
    long written = report.partitions().stream().mapToLong(RunReport.Partition::files).sum();
    row(
        lines,
        "partitions",
        count(report.partitions().size()) + ", " + count(written, "file") + " written");
    RunReport.Schema schema = report.schema();
    row(
        lines,
        "schema",
        (schema.version() == 0 ? "" : "version " + schema.version() + ", ")
            + count(schema.columns().size(), "column")
            + ", "
            + count(schema.changes().size(), "change")
            + ", "
            + count(schema.conflicts().size(), "conflict"));
    RunReport.Seconds time = report.seconds();
    row(
        lines,
        "time",
        seconds(time.total())
            + " ("
            + (time.verify() == 0 ? "" : "verify " + seconds(time.verify()) + ", ")
            + "convert "
            + seconds(time.convert())
            + ", commit "
            + seconds(time.commit())
            + (time.catalog() == 0 ? "" : ", catalog " + seconds(time.catalog()))
            + ")");
    row(lines, "target", report.target());
    for (RunReport.CatalogTable table : report.catalog()) {
      row(lines, "catalog", catalog(table));
    }
    locations(lines, locations);
    list(lines, "warnings", report.source().warnings(), w -> w);
    list(lines, "schema changes", schema.changes(), c -> c);
    list(lines, "attributes of mixed types", schema.conflicts(), Summary::conflict);
    list(lines, "errors", report.errors(), Summary::failure);
    return String.join("\n", lines) + "\n";
  }

  private static String headline(Status status) {
    return switch (status) {
      case COMPLETED -> "completed";
      case ALREADY_DONE -> "already done, nothing was written";
      case PARTIAL -> "partial, some files failed";
      case NOT_REGISTERED -> "the data is written, the catalog does not know it";
      case FAILED -> "failed, nothing was written";
      case DRY_RUN -> "dry run, nothing was written";
    };
  }

  private static String catalog(RunReport.CatalogTable table) {
    return table.table()
        + (table.created() ? ", created, " : ", ")
        + count(table.columnsAdded().size(), "column")
        + " and "
        + count(table.partitionsAdded(), "partition")
        + " added";
  }

  private static String conflict(Conflict conflict) {
    return conflict.path()
        + ": "
        + String.join(", ", conflict.dynamodbTypes())
        + " became "
        + conflict.type();
  }

  private static String failure(Failure failure) {
    return failure.file().isEmpty() ? failure.message() : failure.file() + ": " + failure.message();
  }

  static void locations(List<String> lines, List<String> locations) {
    for (String location : locations) {
      row(lines, location.equals(locations.get(0)) ? "report" : "", location);
    }
  }

  static void row(List<String> lines, String name, String value) {
    lines.add(String.format("  %-11s %s", name, value));
  }

  private static <T> void list(
      List<String> lines, String title, List<T> entries, Function<T, String> text) {
    if (entries.isEmpty()) {
      return;
    }
    lines.add("  " + title + ":");
    entries.stream().limit(MOST_LINES).forEach(entry -> lines.add("    " + text.apply(entry)));
    if (entries.size() > MOST_LINES) {
      lines.add("    and " + count(entries.size() - MOST_LINES) + " more, in the report");
    }
  }
}
