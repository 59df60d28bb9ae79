package io.dynalake.bench.peer;

import java.util.Locale;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Observation;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;

/** Queries over orders. */
public enum Query {
  /** How many there are. */
  COUNT,

  /** Three columns of all. */
  COLUMNS,

  /** Two columns of one in ten. */
  FILTER,

  /** Totals by status. */
  AGGREGATE;

  /** Runs it to its end, and returns the number of orders that its answer speaks of. */
  long run(Dataset<Row> orders) throws InterruptedException {
    return switch (this) {
      case COUNT -> orders.count();
      case COLUMNS -> discard(orders.select("customerId", "status", "total"));
      case FILTER -> discard(orders.where("total > 4500").select("orderId", "total"));
      case AGGREGATE ->
          orders
              .groupBy("status")
              .agg(
                  functions.sum("total").as("total"),
                  functions.count(functions.lit(1)).as("orders"))
              .collectAsList()
              .stream()
              .mapToLong(status -> status.<Long>getAs("orders"))
              .sum();
    };
  }

  /** Computes all rows, writes them nowhere, and returns how many there were. */
  private static long discard(Dataset<Row> rows) throws InterruptedException {
    Observation observation = new Observation();
    rows.observe(observation, functions.count(functions.lit(1)).as("rows"))
        .write()
        .format("noop")
        .mode("overwrite")
        .save();
    return Long.parseLong(String.valueOf(observation.getAsJava().get("rows")));
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
