package io.dynalake.jobs;

import io.dynalake.error.ErrorCode;
import io.dynalake.error.JobException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;
import org.apache.spark.package$;
import scala.util.Properties$;

/**
 * The Spark that these classes were compiled for. Another major version, or one for another Scala,
 * has methods of other types under the same names, so jobs would end in errors of linkage.
 *
 * @param spark such as "3.5"
 * @param scala such as "2.12"
 */
record SparkLine(String spark, String scala) {
  private static final String FILE = "spark-line.properties";

  /** What the build wrote down. */
  static SparkLine built() {
    Properties properties = new Properties();
    try (InputStream in = SparkLine.class.getResourceAsStream(FILE)) {
      properties.load(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new SparkLine(properties.getProperty("spark"), properties.getProperty("scala"));
  }

  /**
   * @throws JobException of USAGE if the Spark on the class path is not of this line
   */
  void require() {
    requireFor(package$.MODULE$.SPARK_VERSION(), Properties$.MODULE$.versionNumberString());
  }

  void requireFor(String runningSpark, String runningScala) {
    String major = spark.substring(0, spark.indexOf('.') + 1);
    if (!runningSpark.startsWith(major) || !runningScala.startsWith(scala + ".")) {
      throw new JobException(
          ErrorCode.USAGE,
          "Spark "
              + runningSpark
              + " with Scala "
              + runningScala
              + ": this dynalake.jar is for Spark "
              + spark
              + " with Scala "
              + scala
              + ", whose classes differ; take the jar for that Spark (mvn package for 3.5,"
              + " mvn -Pspark-4.1 package for 4.1)");
    }
  }
}
