package io.dynalake.scan;

import io.dynalake.export.SegmentRecord;
import java.io.Serializable;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.util.CollectionAccumulator;
import org.apache.spark.util.DoubleAccumulator;
import org.apache.spark.util.LongAccumulator;

/**
 * What the tasks of a scan tell the driver while they run. For progress only: the counters of a
 * task that is tried again count twice, so results come from what tasks return; but consumed
 * capacity is paid twice then, and this is its true sum.
 *
 * @param records of the segments that are landed
 */
public record ScanCounters(
    LongAccumulator segments,
    LongAccumulator items,
    LongAccumulator scanned,
    LongAccumulator bytes,
    LongAccumulator pages,
    LongAccumulator throttles,
    LongAccumulator retries,
    DoubleAccumulator capacity,
    CollectionAccumulator<SegmentRecord> records)
    implements Serializable {
  public static final String SEGMENTS = "dynalake.scan.segments";
  public static final String ITEMS = "dynalake.scan.items";
  public static final String SCANNED = "dynalake.scan.scanned";

  /** Of items as JSON, uncompressed. */
  public static final String BYTES = "dynalake.scan.bytes";

  public static final String PAGES = "dynalake.scan.pages";
  public static final String THROTTLES = "dynalake.scan.throttles";
  public static final String RETRIES = "dynalake.scan.retries";
  public static final String CAPACITY = "dynalake.scan.consumedCapacity";

  static ScanCounters of(JavaSparkContext spark) {
    return new ScanCounters(
        spark.sc().longAccumulator(SEGMENTS),
        spark.sc().longAccumulator(ITEMS),
        spark.sc().longAccumulator(SCANNED),
        spark.sc().longAccumulator(BYTES),
        spark.sc().longAccumulator(PAGES),
        spark.sc().longAccumulator(THROTTLES),
        spark.sc().longAccumulator(RETRIES),
        spark.sc().doubleAccumulator(CAPACITY),
        // Without a name Spark's UI does not show it.
        spark.sc().collectionAccumulator());
  }

  void landed(SegmentRecord record) {
    segments.add(1);
    records.add(record);
  }

  void add(ItemPage page, long jsonBytes) {
    items.add(page.count());
    scanned.add(page.costs().scanned());
    bytes.add(jsonBytes);
    pages.add(1);
    throttles.add(page.costs().throttles());
    retries.add(page.costs().retries());
    capacity.add(page.costs().capacity());
  }
}
