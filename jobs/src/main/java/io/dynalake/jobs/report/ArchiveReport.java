package io.dynalake.jobs.report;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import io.dynalake.capacity.Capacity;
import io.dynalake.jobs.metrics.Metric;
import io.dynalake.jobs.metrics.RunFigures;
import io.dynalake.jobs.progress.Quantity;
import io.dynalake.jobs.report.RunReport.Failure;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What a run of the job {@code archive} did. Its JSON form has the records' component names as
 * keys.
 *
 * @param source the table
 * @param archive the landing, which restores the table by the job load
 * @param left folder of what stays though it was archived; "" if all is gone
 */
@JsonPropertyOrder({
  "runId",
  "job",
  "status",
  "source",
  "archive",
  "acquired",
  "copy",
  "deletion",
  "left",
  "seconds",
  "errors"
})
public record ArchiveReport(
    String runId,
    String job,
    Status status,
    String source,
    String archive,
    Acquired acquired,
    Copy copy,
    Deletion deletion,
    String left,
    double seconds,
    List<Failure> errors) {
  /** How it ended. */
  public enum Status {
    COMPLETED,
    /** Nothing was to be deleted. */
    KEPT,
    /** Some items could not be deleted. */
    PARTIAL,
    FAILED
  }

  public ArchiveReport {
    errors = List.copyOf(errors);
  }

  /**
   * The copy as it was read back.
   *
   * @param deletable that are old enough
   * @param bytes of those, as DynamoDB counts them
   * @param units that deleting them costs, without indexes
   */
  public record Copy(boolean verified, long items, long deletable, long bytes, long units) {}

  /**
   * What became of the items in the table.
   *
   * @param gone that were not there any more
   */
  public record Deletion(
      long deleted, long changed, long gone, long refused, double units, long throttles) {}

  /** What CloudWatch and Spark's sinks are told of it. */
  public RunFigures figures() {
    return acquired
        .requests()
        .plus(
            RunFigures.NONE
                .with(Metric.ITEMS_READ, copy.items())
                .with(Metric.ITEMS_DELETED, deletion.deleted())
                .with(Metric.WRITE_CAPACITY_UNITS, deletion.units())
                .with(Metric.REQUESTS_THROTTLED, deletion.throttles()));
  }

  /** Indented JSON that ends with a line feed. */
  public String toJson() {
    return ReportFile.json(this);
  }

  /**
   * Lines that end with a line feed each.
   *
   * @param locations where the report lies
   */
  public String summary(List<String> locations) {
    List<String> lines = new ArrayList<>();
    lines.add("archive " + runId + ": " + headline());
    Summary.row(lines, "table", acquired.summary());
    Summary.row(
        lines,
        "copy",
        Quantity.count(copy.items(), "item")
            + (copy.verified() ? ", read back and verified" : ", not verified"));
    if (status == Status.KEPT) {
      Summary.row(
          lines,
          "would go",
          Quantity.count(copy.deletable(), "item")
              + ", "
              + Quantity.bytes(copy.bytes())
              + ", "
              + Quantity.count(copy.units())
              + " WCU"
              + String.format(
                  Locale.ROOT,
                  ", %.2f USD on demand",
                  copy.units() / 1e6 * Capacity.WRITE.dollarsPerMillion()));
    } else {
      Summary.row(lines, "deleted", Quantity.count(deletion.deleted(), "item"));
      Summary.row(lines, "", Quantity.count(deletion.changed()) + " changed since, and left");
      Summary.row(lines, "", Quantity.count(deletion.gone()) + " gone before");
      Summary.row(lines, "", Quantity.count(deletion.refused()) + " not to be deleted");
      Summary.row(
          lines,
          "capacity",
          String.format(
              Locale.ROOT, "%,.1f WCU, %,d throttled", deletion.units(), deletion.throttles()));
    }
    Summary.row(lines, "time", Quantity.seconds(seconds));
    Summary.row(lines, "archive", archive);
    if (!left.isEmpty()) {
      Summary.row(lines, "left", left);
    }
    Summary.locations(lines, locations);
    errors.forEach(error -> lines.add("  " + error.message()));
    return String.join("\n", lines) + "\n";
  }

  private String headline() {
    return switch (status) {
      case KEPT -> "completed, nothing was to be deleted";
      case COMPLETED -> "completed";
      case PARTIAL -> "partial";
      case FAILED -> "failed";
    };
  }
}
