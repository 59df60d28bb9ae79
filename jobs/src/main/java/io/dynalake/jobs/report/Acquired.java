package io.dynalake.jobs.report;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.dynalake.export.SegmentRecord;
import io.dynalake.jobs.metrics.Metric;
import io.dynalake.jobs.metrics.RunFigures;
import io.dynalake.jobs.progress.Quantity;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What was landed.
 *
 * @param via "scan" or "pitr"
 * @param status whether it was done now, or before
 * @param exports locations of the exports, one unless many periods of changes were exported
 * @param scan what a scan took
 */
public record Acquired(
    String via,
    Status status,
    String tableArn,
    List<Landed> exports,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable ScanFacts scan) {

  /** How much of it was done now. */
  public enum Status {
    COMPLETED,
    /** A run of this name did it before. */
    ALREADY_DONE,
    /** This job's segments are landed, other jobs have the others. */
    SHARE_LANDED,
    /** Not all of it; what is landed stays. */
    FAILED
  }

  /**
   * An export.
   *
   * @param location of its folder
   * @param exportArn "" of a scan
   * @param items −1 where that is not known
   * @param bytes billed by the service, or stored by a scan; −1 where that is not known
   */
  public record Landed(String location, String exportArn, long items, long bytes) {}

  /**
   * What a scan took; capacity and time of this run only.
   *
   * @param segments in all
   * @param segmentsRead by this run
   * @param segmentsLanded by all runs so far
   * @param consumedCapacity read capacity units, of segments that were landed
   * @param unitsPerSecond the effective rate
   * @param throttles requests that were throttled
   * @param retries requests that were sent again
   */
  public record ScanFacts(
      int segments,
      int segmentsRead,
      int segmentsLanded,
      double consumedCapacity,
      double unitsPerSecond,
      long throttles,
      long retries,
      double seconds) {

    /**
     * @param read segments that this run read
     * @param costs of these
     * @param landed by all runs
     */
    public static ScanFacts of(
        int segments, int read, int landed, SegmentRecord.Costs costs, double seconds) {
      return new ScanFacts(
          segments,
          read,
          landed,
          costs.capacity(),
          costs.capacity() / Math.max(seconds, 1e-3),
          costs.throttles(),
          costs.retries(),
          Math.round(seconds * 1e3) / 1e3);
    }

    RunFigures requests() {
      return RunFigures.NONE
          .with(Metric.READ_CAPACITY_UNITS, consumedCapacity)
          .with(Metric.REQUESTS_THROTTLED, throttles)
          .with(Metric.REQUESTS_RETRIED, retries);
    }

    String capacity() {
      return String.format(
          Locale.ROOT,
          "%,.1f RCU, %,.1f a second, %,d throttled, %,d retried",
          consumedCapacity,
          unitsPerSecond,
          throttles,
          retries);
    }
  }

  public Acquired {
    exports = List.copyOf(exports);
  }

  /** What it took of the table's capacity; nothing of an export by DynamoDB. */
  RunFigures requests() {
    return scan == null ? RunFigures.NONE : scan.requests();
  }

  /** In a line. */
  public String summary() {
    if (scan == null) {
      return "exported by DynamoDB";
    }
    return "scanned, "
        + Quantity.count(scan.segmentsRead())
        + " of "
        + Quantity.count(scan.segments(), "segment")
        + " in "
        + Quantity.seconds(scan.seconds())
        + ", "
        + scan.capacity();
  }
}
