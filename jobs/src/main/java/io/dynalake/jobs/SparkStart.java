package io.dynalake.jobs;

import org.apache.spark.SparkConf;
import org.apache.spark.SparkContext;
import org.apache.spark.api.java.JavaSparkContext;

/** The Spark application that a job runs in. */
public final class SparkStart {
  private SparkStart() {}

  /**
   * The running application where there is one (in Glue, in a notebook); else a new one, on this
   * machine alone unless spark-submit says otherwise.
   */
  public static JavaSparkContext context(String name) {
    SparkConf conf = new SparkConf().setAppName(name).setIfMissing("spark.master", "local[*]");
    return JavaSparkContext.fromSparkContext(SparkContext.getOrCreate(conf));
  }
}
