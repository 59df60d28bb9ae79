package io.dynalake.host;

import org.apache.spark.SparkConf;
import org.apache.spark.SparkContext;
import org.apache.spark.api.java.JavaSparkContext;

/**
 * How many tasks a cluster works on at once. Spark counts the cores of executors that have come to
 * the driver, and takes 2 for none: work that is dealt out before, or while executors come as they
 * are wanted, would be in too few pieces, and a budget in too few shares.
 */
public final class ClusterCores {
  /** Of executors that have not come: more pieces than that are made for those only that have. */
  private static final long MOST_TO_COME = 256;

  private ClusterCores() {}

  /** The cores that there are or that were asked for, at least 2. */
  public static int of(SparkContext spark) {
    int known = spark.defaultParallelism();
    SparkConf conf = spark.getConf();
    return spark.isLocal() || conf.contains("spark.default.parallelism")
        ? known
        : (int) Math.max(known, Math.min(MOST_TO_COME, toCome(conf)));
  }

  public static int of(JavaSparkContext spark) {
    return of(spark.sc());
  }

  /** By the settings of the application; 0 where they do not tell. */
  static long toCome(SparkConf conf) {
    boolean asWanted = conf.getBoolean("spark.dynamicAllocation.enabled", false);
    String setting = asWanted ? "spark.dynamicAllocation.maxExecutors" : "spark.executor.instances";
    long cores = (long) conf.getInt(setting, 0) * conf.getInt("spark.executor.cores", 1);
    long most = conf.getInt("spark.cores.max", 0);
    return most > 0 && (cores == 0 || cores > most) ? most : cores;
  }
}
