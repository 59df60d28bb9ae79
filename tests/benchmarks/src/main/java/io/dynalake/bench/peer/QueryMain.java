package io.dynalake.bench.peer;

import java.io.IOException;
import org.apache.spark.sql.SparkSession;

/**
 * Runs one query over an export, and times it without the start of Spark: {@code QueryMain SOURCE
 * QUERY EXPORT}.
 */
final class QueryMain {
  static final String ITEMS = "items";
  static final String MILLIS = "millis";

  private QueryMain() {}

  public static void main(String[] args) throws InterruptedException, IOException {
    try (SparkSession spark = SparkMain.session()) {
      long start = System.nanoTime();
      long items = Query.valueOf(args[1]).run(QuerySource.valueOf(args[0]).orders(spark, args[2]));
      Printed.print(MILLIS, (System.nanoTime() - start) / 1_000_000);
      Printed.print(ITEMS, items);
    }
  }
}
