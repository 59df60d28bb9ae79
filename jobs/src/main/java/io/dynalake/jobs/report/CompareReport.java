package io.dynalake.jobs.report;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.fasterxml.jackson.annotation.JsonRawValue;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dynalake.compare.Difference;
import io.dynalake.compare.Nulls;
import io.dynalake.item.ItemParser;
import io.dynalake.jobs.metrics.Metric;
import io.dynalake.jobs.metrics.RunFigures;
import io.dynalake.jobs.progress.Quantity;
import io.dynalake.jobs.report.Acquired.ScanFacts;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a run of the job {@code compare} found. Its JSON form has the records' component names as
 * keys.
 *
 * @param samples some of each difference
 */
@JsonPropertyOrder({
  "runId", "job", "status", "left", "right", "rules", "keys", "samples", "seconds"
})
public record CompareReport(
    String runId,
    String job,
    Status status,
    Input left,
    Input right,
    Rules rules,
    Keys keys,
    List<Sample> samples,
    Seconds seconds) {
  public CompareReport {
    samples = List.copyOf(samples);
  }

  public enum Status {
    EQUAL,
    DIFFERENT
  }

  /**
   * One of the two.
   *
   * @param input as typed
   * @param kind TABLE, EXPORT or DATASET
   * @param location of the files that were read: of a table, its landing
   * @param items in all
   * @param duplicates of them whose keys others have
   * @param unreadable of them that are malformed or have no such key
   * @param bytes as stored
   */
  public record Input(
      String input,
      String kind,
      String location,
      long items,
      long duplicates,
      long unreadable,
      int files,
      long bytes,
      @JsonInclude(Include.NON_NULL) @Nullable ScanFacts scan) {
    private RunFigures requests() {
      return scan == null ? RunFigures.NONE : scan.requests();
    }
  }

  /** What counted. */
  public record Rules(List<String> keys, List<String> ignored, Nulls nulls) {
    public Rules {
      keys = List.copyOf(keys);
      ignored = List.copyOf(ignored);
    }
  }

  /** How many keys have the same items on both sides, others, or none on the right or the left. */
  public record Keys(long equal, long different, long missing, long extra) {}

  /**
   * A difference.
   *
   * @param left null if the left has no such item
   * @param reason why the item is unreadable, else ""
   */
  @JsonInclude(Include.NON_EMPTY)
  @JsonPropertyOrder({
    "difference",
    "key",
    "attributes",
    "moreAttributes",
    "left",
    "right",
    "reason"
  })
  public record Sample(
      Difference difference,
      ObjectNode key,
      @Nullable Found left,
      @Nullable Found right,
      List<Attribute> attributes,
      @JsonInclude(Include.NON_DEFAULT) long moreAttributes,
      String reason) {
    public Sample {
      attributes = List.copyOf(attributes);
    }
  }

  /** Items of a key: how many, and where one of them is. */
  public record Found(long copies, String file, long position) {}

  /**
   * An attribute that differs.
   *
   * @param only the side that has it; null if both have
   * @param left its value, as JSON
   */
  @JsonInclude(Include.NON_NULL)
  public record Attribute(
      String name,
      @Nullable String only,
      @JsonRawValue @Nullable String left,
      @JsonRawValue @Nullable String right) {}

  /** Of the scans with all that was looked for before; 0 if no table is compared. */
  public record Seconds(double total, double scan, double compare) {}

  /** What CloudWatch and Spark's sinks are told of it. */
  public RunFigures figures() {
    RunFigures compared =
        RunFigures.NONE
            .with(Metric.ITEMS_READ, left.items() + right.items())
            .with(Metric.BYTES_READ, left.bytes() + right.bytes())
            .with(Metric.KEYS_DIFFERENT, keys.different() + keys.missing() + keys.extra());
    return compared.plus(left.requests()).plus(right.requests());
  }

  /** Indented JSON that ends with a line feed. */
  public String toJson() {
    return ReportFile.json(this);
  }

  /** What differs, in a line. */
  public String difference() {
    long unreadable = left.unreadable() + right.unreadable();
    return "compare: the inputs differ; "
        + Quantity.count(keys.different())
        + " different, "
        + Quantity.count(keys.missing())
        + " missing, "
        + Quantity.count(keys.extra())
        + " extra"
        + (unreadable == 0 ? "" : ", " + Quantity.count(unreadable) + " unreadable");
  }

  /**
   * Lines that end with a line feed each.
   *
   * @param locations where the report lies
   */
  public String summary(List<String> locations) {
    List<String> lines = new ArrayList<>();
    lines.add("compare " + runId + ": " + (status == Status.EQUAL ? "equal" : "the inputs differ"));
    input(lines, "left", left);
    input(lines, "right", right);
    Summary.row(lines, "key", String.join(", ", rules.keys()));
    if (!rules.ignored().isEmpty()) {
      Summary.row(lines, "ignored", String.join(", ", rules.ignored()));
    }
    if (rules.nulls() == Nulls.ABSENT) {
      Summary.row(lines, "NULL", "counts as absent, since datasets do not keep it");
    }
    Summary.row(lines, "equal", Quantity.count(keys.equal()));
    Summary.row(lines, "different", Quantity.count(keys.different()));
    Summary.row(lines, "missing", Quantity.count(keys.missing()) + " (only left)");
    Summary.row(lines, "extra", Quantity.count(keys.extra()) + " (only right)");
    Summary.row(
        lines,
        "time",
        Quantity.seconds(seconds.total())
            + (seconds.scan() == 0 ? " (" : " (scan " + Quantity.seconds(seconds.scan()) + ", ")
            + "compare "
            + Quantity.seconds(seconds.compare())
            + ")");
    Summary.locations(lines, locations);
    for (Difference difference : Difference.values()) {
      samples(lines, difference);
    }
    return String.join("\n", lines) + "\n";
  }

  private static void input(List<String> lines, String name, Input input) {
    Summary.row(lines, name, input.input());
    Summary.row(
        lines,
        "",
        Quantity.count(input.items(), "item")
            + (input.duplicates() == 0
                ? ""
                : ", " + Quantity.count(input.duplicates(), "duplicate"))
            + (input.unreadable() == 0
                ? ""
                : ", " + Quantity.count(input.unreadable()) + " unreadable"));
    ScanFacts scan = input.scan();
    if (scan != null) {
      Summary.row(lines, "", "scanned by " + scan.capacity());
    }
  }

  private void samples(List<String> lines, Difference difference) {
    List<Sample> some = samples.stream().filter(s -> s.difference() == difference).toList();
    if (some.isEmpty()) {
      return;
    }
    lines.add("  " + difference + ":");
    some.forEach(sample -> sample(lines, sample));
  }

  private void sample(List<String> lines, Sample sample) {
    if (sample.difference() == Difference.UNREADABLE) {
      Found found = sample.left() == null ? sample.right() : sample.left();
      if (found != null) {
        lines.add("    " + found.file() + ", line " + found.position() + ": " + sample.reason());
      }
      return;
    }
    lines.add("    " + sample.key() + told(sample));
    for (Attribute attribute : sample.attributes()) {
      if (attribute.left() != null) {
        lines.add("      left  " + ItemParser.shown(attribute.name()) + " " + attribute.left());
      }
      if (attribute.right() != null) {
        lines.add("      right " + ItemParser.shown(attribute.name()) + " " + attribute.right());
      }
    }
  }

  private static String told(Sample sample) {
    List<String> told = new ArrayList<>();
    for (Attribute attribute : sample.attributes()) {
      String only = attribute.only() == null ? "" : " (only " + attribute.only() + ")";
      told.add(ItemParser.shown(attribute.name()) + only);
    }
    if (sample.moreAttributes() > 0) {
      told.add(Quantity.count(sample.moreAttributes()) + " more");
    }
    long left = sample.left() == null ? 0 : sample.left().copies();
    long right = sample.right() == null ? 0 : sample.right().copies();
    if (left > 1 || right > 1) {
      told.add(Quantity.count(left, "item") + " left, " + Quantity.count(right) + " right");
    }
    return told.isEmpty() ? "" : ": " + String.join(", ", told);
  }
}
