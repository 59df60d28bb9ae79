package io.dynalake.jobs.report;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import io.dynalake.jobs.metrics.Metric;
import io.dynalake.jobs.metrics.RunFigures;
import io.dynalake.jobs.progress.Quantity;
import io.dynalake.jobs.report.RunReport.Failure;
import io.dynalake.jobs.report.RunReport.Status;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What a run of the job {@code load} did. Its JSON form has the records' component names as keys.
 *
 * @param source where the files are
 * @param target the table, by its ARN where that is known
 * @param files of the run: completed by this start, skipped where an earlier one has loaded them
 * @param deadLetters folder of the items that were not written; "" if all were
 */
@JsonPropertyOrder({
  "runId",
  "job",
  "status",
  "source",
  "target",
  "items",
  "files",
  "bytes",
  "capacity",
  "deadLetters",
  "seconds",
  "errors"
})
public record LoadReport(
    String runId,
    String job,
    Status status,
    String source,
    String target,
    Items items,
    RunReport.Files files,
    Bytes bytes,
    Capacity capacity,
    String deadLetters,
    Seconds seconds,
    List<Failure> errors) {
  public LoadReport {
    errors = List.copyOf(errors);
  }

  /**
   * Items of the files of this start.
   *
   * @param read good and bad
   * @param present left as they are in the table, by --if-exists
   * @param superseded not written, since another item of the same key comes after them
   * @param refused bad ones, and those that the table did not take
   */
  public record Items(long read, long written, long present, long superseded, long refused) {}

  /**
   * Bytes.
   *
   * @param read as stored
   * @param written as DynamoDB counts items
   */
  public record Bytes(long read, long written) {}

  /**
   * Write capacity.
   *
   * @param units consumed, with indexes
   * @param unitsPerSecond while items were written
   */
  public record Capacity(
      double units, double unitsPerSecond, long requests, long throttles, long retries) {}

  public record Seconds(double total, double check, double write) {}

  /** What CloudWatch and Spark's sinks are told of it. */
  public RunFigures figures() {
    return RunFigures.NONE
        .with(Metric.ITEMS_READ, items.read())
        .with(Metric.ITEMS_WRITTEN, items.written())
        .with(Metric.ITEMS_FILTERED, items.present() + items.superseded())
        .with(Metric.ITEMS_QUARANTINED, items.refused())
        .with(Metric.BYTES_READ, bytes.read())
        .with(Metric.BYTES_WRITTEN, bytes.written())
        .with(Metric.FILES_COMPLETED, files.completed())
        .with(Metric.FILES_FAILED, files.failed())
        .with(Metric.FILES_SKIPPED, files.skipped())
        .with(Metric.WRITE_CAPACITY_UNITS, capacity.units())
        .with(Metric.REQUESTS_THROTTLED, capacity.throttles())
        .with(Metric.REQUESTS_RETRIED, capacity.retries());
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
    lines.add("load " + runId + ": " + headline());
    Summary.row(lines, "items", Quantity.count(items.read()) + " read");
    Summary.row(lines, "", Quantity.count(items.written()) + " written");
    if (items.present() > 0) {
      Summary.row(lines, "", Quantity.count(items.present()) + " left as they are in the table");
    }
    if (items.superseded() > 0) {
      Summary.row(lines, "", Quantity.count(items.superseded()) + " superseded by a later one");
    }
    Summary.row(lines, "", Quantity.count(items.refused()) + " refused");
    Summary.row(
        lines,
        "files",
        files.completed()
            + " of "
            + files.total()
            + " loaded, "
            + files.failed()
            + " failed, "
            + files.skipped()
            + " skipped");
    Summary.row(
        lines,
        "bytes",
        Quantity.bytes(bytes.read()) + " read, " + Quantity.bytes(bytes.written()) + " written");
    Summary.row(
        lines,
        "capacity",
        String.format(
            Locale.ROOT,
            "%,.1f WCU, %,.1f a second, %,d throttled, %,d retried",
            capacity.units(),
            capacity.unitsPerSecond(),
            capacity.throttles(),
            capacity.retries()));
    Summary.row(
        lines,
        "time",
        Quantity.seconds(seconds.total())
            + " (check "
            + Quantity.seconds(seconds.check())
            + ", write "
            + Quantity.seconds(seconds.write())
            + ")");
    Summary.row(lines, "target", target);
    if (!deadLetters.isEmpty()) {
      Summary.row(lines, "refused", deadLetters);
    }
    Summary.locations(lines, locations);
    errors.forEach(error -> lines.add("  " + error.message()));
    return String.join("\n", lines) + "\n";
  }

  private String headline() {
    return switch (status) {
      case COMPLETED -> "completed";
      case PARTIAL -> "partial: some files failed";
      case ALREADY_DONE -> "already done, nothing was written";
      default -> status.name().toLowerCase(Locale.ROOT);
    };
  }
}
