package io.dynalake.source;

import java.io.Serializable;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.util.LongAccumulator;

/**
 * What tasks tell the driver while they run. For progress only: the counters of a task that is
 * tried again count twice, so results come from what tasks return.
 */
public record ProgressCounters(LongAccumulator files, LongAccumulator items, LongAccumulator bytes)
    implements Serializable {
  public static final String FILES = "dynalake.files";
  public static final String ITEMS = "dynalake.items";
  public static final String BYTES = "dynalake.bytes";

  public static ProgressCounters of(JavaSparkContext spark) {
    return new ProgressCounters(
        spark.sc().longAccumulator(FILES),
        spark.sc().longAccumulator(ITEMS),
        spark.sc().longAccumulator(BYTES));
  }
}
