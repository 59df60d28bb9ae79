package io.dynalake.it.run;

import io.dynalake.jobs.Dynalake;
import io.dynalake.testsupport.s3.EmbeddedS3;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.SparkConf;
import org.apache.spark.SparkContext;

/** Runs jobs in the JVM of the test, as a notebook does: a start costs nothing. */
public final class InProcess implements AutoCloseable {
  private static final String NAME = "tests of runs";

  private final SparkContext spark;
  private final boolean own;

  private InProcess(SparkContext spark, boolean own) {
    this.spark = spark;
    this.own = own;
  }

  /** With access to the embedded S3 server. */
  public static InProcess withS3() {
    SparkContext spark =
        SparkContext.getOrCreate(
            new SparkConf()
                .setMaster("local[2]")
                .setAppName(NAME)
                .set("spark.ui.enabled", "false"));
    EmbeddedS3.shared().hadoopConfiguration().forEach(spark.hadoopConfiguration()::set);
    return new InProcess(spark, spark.appName().equals(NAME));
  }

  /** For one bucket alone. */
  void setForBucket(String bucket, String option, String value) {
    spark.hadoopConfiguration().set("fs.s3a.bucket." + bucket + "." + option, value);
  }

  void backfill(String export, String target, String... more) {
    List<String> arguments =
        new ArrayList<>(List.of("backfill", "--export=" + export, "--target=" + target));
    arguments.addAll(List.of(more));
    Dynalake.run(arguments.toArray(String[]::new));
  }

  @Override
  public void close() {
    if (own) {
      spark.stop();
    }
  }
}
