package io.dynalake.jobs.report;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import io.dynalake.jobs.metrics.Metric;
import io.dynalake.jobs.metrics.RunFigures;
import io.dynalake.jobs.progress.Quantity;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToLongFunction;

/**
 * What a run of the job {@code apply} did. Its JSON form has the records' component names as keys.
 *
 * @param commits in their order: the full export that the dataset began with, and windows
 * @param skipped windows that were there already
 * @param appliedTo up to when all changes are there now, ISO-8601; "" if nothing is
 */
@JsonPropertyOrder({
  "runId",
  "job",
  "status",
  "target",
  "tableFormat",
  "commits",
  "skipped",
  "appliedTo",
  "schemaChanges",
  "seconds"
})
public record ApplyReport(
    String runId,
    String job,
    RunReport.Status status,
    String target,
    String tableFormat,
    List<Commit> commits,
    List<String> skipped,
    String appliedTo,
    List<String> schemaChanges,
    double seconds) {
  public ApplyReport {
    commits = List.copyOf(commits);
    skipped = List.copyOf(skipped);
    schemaChanges = List.copyOf(schemaChanges);
  }

  /**
   * An export that was brought in.
   *
   * @param from ISO-8601; "" of a full export
   * @param items or changes in it
   * @param quarantined malformed lines, which were left out
   * @param gapSeconds time before it whose changes are lost
   * @param files written
   * @param replaced files removed for them
   */
  public record Commit(
      String export,
      String from,
      String to,
      long items,
      long quarantined,
      long gapSeconds,
      long files,
      long bytes,
      long replaced) {}

  /** What CloudWatch and Spark's sinks are told of it. */
  public RunFigures figures() {
    return RunFigures.NONE
        .with(Metric.ITEMS_READ, sum(commit -> commit.items() + commit.quarantined()))
        .with(Metric.ITEMS_WRITTEN, sum(Commit::items))
        .with(Metric.ITEMS_QUARANTINED, sum(Commit::quarantined))
        .with(Metric.BYTES_WRITTEN, sum(Commit::bytes));
  }

  private long sum(ToLongFunction<Commit> counted) {
    return commits.stream().mapToLong(counted).sum();
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
    lines.add(
        "apply "
            + runId
            + ": "
            + (status == RunReport.Status.ALREADY_DONE
                ? "already done, nothing was written"
                : "completed"));
    for (Commit commit : commits) {
      String what =
          commit.from().isEmpty()
              ? Quantity.count(commit.items(), "item") + " of " + commit.to()
              : Quantity.count(commit.items(), "change")
                  + " from "
                  + commit.from()
                  + " to "
                  + commit.to();
      Summary.row(lines, commit.from().isEmpty() ? "begun with" : "window", what);
      Summary.row(
          lines,
          "",
          Quantity.count(commit.files(), "file")
              + " written, "
              + Quantity.bytes(commit.bytes())
              + ", "
              + Quantity.count(commit.replaced())
              + " replaced"
              + (commit.quarantined() > 0
                  ? ", " + Quantity.count(commit.quarantined()) + " quarantined"
                  : "")
              + (commit.gapSeconds() > 0
                  ? ", " + commit.gapSeconds() + " seconds of changes before it lost"
                  : ""));
    }
    if (!skipped.isEmpty()) {
      Summary.row(lines, "skipped", Quantity.count(skipped.size(), "window") + " that are there");
    }
    schemaChanges.forEach(change -> Summary.row(lines, "schema", change));
    Summary.row(lines, "reaches", appliedTo);
    Summary.row(lines, "target", target);
    Summary.row(lines, "time", Quantity.seconds(seconds));
    Summary.locations(lines, locations);
    return String.join("\n", lines) + "\n";
  }
}
