package io.dynalake.source;

import io.dynalake.export.FileCounts;
import org.apache.spark.sql.connector.metric.CustomMetric;
import org.apache.spark.sql.connector.metric.CustomSumMetric;
import org.apache.spark.sql.connector.metric.CustomTaskMetric;

/**
 * What the Spark UI shows about a scan. Spark makes instances of the metrics by their class names,
 * so they are public and have public constructors.
 */
public final class ReadMetrics {
  private ReadMetrics() {}

  /** Items read, without malformed ones. */
  public static final class Items extends CustomSumMetric {
    @Override
    public String name() {
      return "items";
    }

    @Override
    public String description() {
      return "items read";
    }
  }

  /** Bytes of the data files, as stored. */
  public static final class StoredBytes extends CustomSumMetric {
    @Override
    public String name() {
      return "storedBytes";
    }

    @Override
    public String description() {
      return "bytes of data files read";
    }
  }

  /** Malformed items left out. */
  public static final class BadItems extends CustomSumMetric {
    @Override
    public String name() {
      return "badItems";
    }

    @Override
    public String description() {
      return "malformed items left out";
    }
  }

  private record Value(String name, long value) implements CustomTaskMetric {}

  static CustomMetric[] all() {
    return new CustomMetric[] {new Items(), new StoredBytes(), new BadItems()};
  }

  static CustomTaskMetric[] values(FileCounts counts) {
    return new CustomTaskMetric[] {
      new Value(new Items().name(), counts.items()),
      new Value(new StoredBytes().name(), counts.storedBytes()),
      new Value(new BadItems().name(), counts.badItems())
    };
  }
}
