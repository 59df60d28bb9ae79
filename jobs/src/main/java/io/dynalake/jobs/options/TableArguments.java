package io.dynalake.jobs.options;

import io.dynalake.aws.TableName;
import io.dynalake.scan.ScanSettings;
import java.util.Optional;

/**
 * A live table and how its items are to be had.
 *
 * @param scan how it would be scanned; its landing is the root below which things lie
 * @param pitr what DynamoDB would export
 * @param partitionKey what the user believes the partition key to be
 */
public record TableArguments(
    TableName table,
    Via via,
    ScanSettings scan,
    PitrArguments pitr,
    Optional<String> partitionKey) {

  /** Ways to the items. */
  public enum Via {
    /** A parallel scan, which consumes read capacity. */
    SCAN,
    /** An export that DynamoDB makes from point-in-time recovery. */
    PITR,
    /** Whichever is better for this table. */
    AUTO
  }

  TableArguments withScan(ScanSettings other) {
    return new TableArguments(table, via, other, pitr, partitionKey);
  }

  /** Where exports and scans are to lie, as typed. */
  public String landing() {
    return scan.landing();
  }
}
