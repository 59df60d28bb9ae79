package io.dynalake.load.write;

import java.io.Serializable;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.util.DoubleAccumulator;
import org.apache.spark.util.LongAccumulator;

/**
 * What the tasks of a job that writes to a table tell the driver while they run. For progress only:
 * a task that is tried again counts twice.
 */
public record WriteCounters(
    LongAccumulator tasks,
    LongAccumulator items,
    LongAccumulator bytes,
    LongAccumulator requests,
    LongAccumulator throttles,
    LongAccumulator retries,
    DoubleAccumulator capacity)
    implements Serializable {
  public static final String TASKS = "dynalake.write.tasks";

  /** That have their outcome, whatever it is. */
  public static final String ITEMS = "dynalake.write.items";

  /** Of items, as DynamoDB counts them. */
  public static final String BYTES = "dynalake.write.bytes";

  public static final String REQUESTS = "dynalake.write.requests";
  public static final String THROTTLES = "dynalake.write.throttles";
  public static final String RETRIES = "dynalake.write.retries";
  public static final String CAPACITY = "dynalake.write.consumedCapacity";

  public static WriteCounters of(JavaSparkContext spark) {
    return new WriteCounters(
        spark.sc().longAccumulator(TASKS),
        spark.sc().longAccumulator(ITEMS),
        spark.sc().longAccumulator(BYTES),
        spark.sc().longAccumulator(REQUESTS),
        spark.sc().longAccumulator(THROTTLES),
        spark.sc().longAccumulator(RETRIES),
        spark.sc().doubleAccumulator(CAPACITY));
  }
}
