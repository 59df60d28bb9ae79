package io.dynalake.jobs.acquire;

import io.dynalake.capacity.Capacity;
import io.dynalake.capacity.RateTarget;
import io.dynalake.capacity.TableDescription;
import io.dynalake.jobs.options.TableArguments.Via;
import io.dynalake.scan.ScanRequest;
import java.util.OptionalDouble;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;

/**
 * What a scan and an export of a table would read, take and cost. From the table's own figures,
 * which the service renews about every six hours.
 *
 * @param items of the table or index
 * @param bytes of the table or index, by DynamoDB's own measure
 * @param units read capacity units that a scan consumes
 * @param rate units per second that the scan may consume, as far as that is known
 * @param scanDollars empty for provisioned tables, whose capacity is paid for anyway
 * @param exportDollars what DynamoDB charges for a full export
 * @param recoverable whether the table has point-in-time recovery
 */
public record Estimate(
    long items,
    long bytes,
    double units,
    OptionalDouble rate,
    OptionalDouble scanDollars,
    double exportDollars,
    boolean recoverable) {
  /** List prices of us-east-1, as of November 2026; other regions cost up to twice as much. */
  static final double DOLLARS_PER_EXPORTED_GB = 0.10;

  private static final double UNIT_BYTES = 4096;

  /** An export takes about so long however small the table is. */
  static final double LEAST_EXPORT_SECONDS = 5 * 60;

  /** What an export is worth waiting for: a scan that takes longer. */
  private static final double LONG_SCAN_SECONDS = 15 * 60;

  /** A table of which a scan may be chosen although nothing says how fast it would be. */
  private static final long SMALL_BYTES = 10L << 30;

  static Estimate of(
      TableDescription table, ScanRequest request, RateTarget target, boolean recoverable) {
    // Eventually consistent reads cost half.
    double share = request.consistency() == ScanRequest.Consistency.STRONG ? 1 : 0.5;
    double units = Math.ceil(table.sizeBytes() / UNIT_BYTES) * share;
    boolean onDemand = table.billing() == BillingMode.PAY_PER_REQUEST;
    return new Estimate(
        table.itemCount(),
        table.sizeBytes(),
        units,
        rate(table, target),
        onDemand
            ? OptionalDouble.of(units / 1e6 * Capacity.READ.dollarsPerMillion())
            : OptionalDouble.empty(),
        table.sizeBytes() / (double) (1L << 30) * DOLLARS_PER_EXPORTED_GB,
        recoverable);
  }

  private static OptionalDouble rate(TableDescription table, RateTarget target) {
    if (target instanceof RateTarget.Share && table.capacity(Capacity.READ).isEmpty()) {
      return OptionalDouble.empty();
    }
    OptionalDouble allowed = target.unitsPerSecond(table);
    return allowed.isPresent() ? allowed : table.capacity(Capacity.READ);
  }

  OptionalDouble scanSeconds() {
    return rate.isPresent()
        ? OptionalDouble.of(units / Math.max(1, rate.getAsDouble()))
        : OptionalDouble.empty();
  }

  /**
   * The better way: an export where a scan would take long or hold back others, a scan where it is
   * quick or the only way.
   *
   * @param inS3 whether the landing is where an export can go
   */
  Choice choose(boolean inS3) {
    if (!recoverable) {
      return new Choice(Via.SCAN, "the table has no point-in-time recovery");
    }
    if (!inS3) {
      return new Choice(Via.SCAN, "DynamoDB exports to S3 only, and the landing is elsewhere");
    }
    OptionalDouble seconds = scanSeconds();
    if (seconds.isPresent()) {
      return seconds.getAsDouble() > LONG_SCAN_SECONDS
          ? new Choice(Via.PITR, "a scan would take long, and an export takes no capacity")
          : new Choice(Via.SCAN, "a scan is done sooner than an export, and costs less");
    }
    return bytes > SMALL_BYTES
        ? new Choice(Via.PITR, "the table is large, and an export takes no capacity")
        : new Choice(Via.SCAN, "the table is small, and a scan costs less");
  }

  /** A way, and why. */
  public record Choice(Via via, String why) {}
}
