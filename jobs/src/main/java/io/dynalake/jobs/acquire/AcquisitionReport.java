package io.dynalake.jobs.acquire;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import io.dynalake.jobs.acquire.Acquired.Landed;
import io.dynalake.jobs.acquire.Acquired.ScanFacts;
import io.dynalake.jobs.progress.Quantity;
import io.dynalake.jobs.report.ReportFile;

/** What a run of the job {@code export} did. */
@JsonPropertyOrder({"runId", "job", "status", "landing", "acquired", "seconds"})
public record AcquisitionReport(
    String runId,
    String job,
    Acquired.Status status,
    String landing,
    Acquired acquired,
    double seconds) {

  /** Indented JSON that ends with a line feed. */
  public String toJson() {
    return ReportFile.json(this);
  }

  /** Lines that end with a line feed each. */
  public String summary(String location) {
    StringBuilder text = new StringBuilder();
    text.append("export ").append(runId).append(": ").append(headline()).append('\n');
    row(text, "table", acquired.tableArn());
    for (Landed export : acquired.exports()) {
      row(text, "export", export.location());
      if (export.items() >= 0) {
        row(text, "items", Quantity.count(export.items()));
      }
      if (export.bytes() >= 0) {
        row(text, "bytes", Quantity.bytes(export.bytes()));
      }
    }
    ScanFacts scan = acquired.scan();
    if (scan != null) {
      row(
          text,
          "segments",
          Quantity.count(scan.segmentsRead())
              + " read, "
              + Quantity.count(scan.segmentsLanded())
              + " of "
              + Quantity.count(scan.segments())
              + " landed");
      row(text, "capacity", scan.capacity());
    }
    row(text, "time", Quantity.seconds(seconds));
    row(text, "report", location);
    return text.toString();
  }

  private String headline() {
    return switch (status) {
      case COMPLETED -> "completed";
      case ALREADY_DONE -> "already done, nothing was read";
      case SHARE_LANDED -> "this job's segments are landed; the last job writes the manifests";
    };
  }

  private static void row(StringBuilder text, String name, String value) {
    text.append(String.format("  %-11s %s%n", name, value));
  }
}
