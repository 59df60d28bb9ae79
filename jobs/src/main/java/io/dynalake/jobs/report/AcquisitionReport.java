package io.dynalake.jobs.report;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import io.dynalake.jobs.metrics.Metric;
import io.dynalake.jobs.metrics.RunFigures;
import io.dynalake.jobs.progress.Quantity;
import io.dynalake.jobs.report.Acquired.Landed;
import io.dynalake.jobs.report.Acquired.ScanFacts;
import io.dynalake.jobs.report.RunReport.Failure;
import java.util.ArrayList;
import java.util.List;

/**
 * What a run of the job {@code export} did.
 *
 * @param errors what went wrong, if it failed
 */
@JsonPropertyOrder({"runId", "job", "status", "landing", "acquired", "seconds", "errors"})
public record AcquisitionReport(
    String runId,
    String job,
    Acquired.Status status,
    String landing,
    Acquired acquired,
    double seconds,
    List<Failure> errors) {
  public AcquisitionReport {
    errors = List.copyOf(errors);
  }

  /** What CloudWatch and Spark's sinks are told of it. */
  public RunFigures figures() {
    RunFigures figures = acquired.requests();
    for (Landed export : acquired.exports()) {
      figures =
          figures.plus(
              RunFigures.NONE
                  .with(Metric.ITEMS_WRITTEN, export.items())
                  .with(Metric.BYTES_WRITTEN, export.bytes()));
    }
    return figures;
  }

  /** Indented JSON that ends with a line feed. */
  public String toJson() {
    return ReportFile.json(this);
  }

  /**
   * Lines that end with a line feed each.
   *
   * @param locations where the report and its page lie
   */
  public String summary(List<String> locations) {
    List<String> lines = new ArrayList<>();
    lines.add("export " + runId + ": " + headline());
    Summary.row(lines, "table", acquired.tableArn());
    for (Landed export : acquired.exports()) {
      Summary.row(lines, "export", export.location());
      if (export.items() >= 0) {
        Summary.row(lines, "items", Quantity.count(export.items()));
      }
      if (export.bytes() >= 0) {
        Summary.row(lines, "bytes", Quantity.bytes(export.bytes()));
      }
    }
    ScanFacts scan = acquired.scan();
    if (scan != null) {
      Summary.row(
          lines,
          "segments",
          Quantity.count(scan.segmentsRead())
              + " read, "
              + Quantity.count(scan.segmentsLanded())
              + " of "
              + Quantity.count(scan.segments())
              + " landed");
      Summary.row(lines, "capacity", scan.capacity());
    }
    Summary.row(lines, "time", Quantity.seconds(seconds));
    Summary.locations(lines, locations);
    errors.forEach(error -> Summary.row(lines, "error", error.message()));
    return String.join("\n", lines) + "\n";
  }

  private String headline() {
    return switch (status) {
      case COMPLETED -> "completed";
      case ALREADY_DONE -> "already done, nothing was read";
      case SHARE_LANDED -> "this job's segments are landed; the last job writes the manifests";
      case FAILED -> "failed, the same command goes on with what is landed";
    };
  }
}
