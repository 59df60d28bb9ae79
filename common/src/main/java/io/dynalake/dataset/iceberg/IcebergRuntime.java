package io.dynalake.dataset.iceberg;

import io.dynalake.error.ErrorCode;
import io.dynalake.error.JobException;
import org.apache.spark.package$;

/** Iceberg's own classes, which are not in Dynalake's jar. */
final class IcebergRuntime {
  static final String CLASS = "org.apache.iceberg.spark.SparkCatalog";

  private IcebergRuntime() {}

  /**
   * @throws JobException of USAGE if Spark runs without Iceberg
   */
  static void require() {
    require(CLASS);
  }

  static void require(String className) {
    try {
      Class.forName(className, false, Thread.currentThread().getContextClassLoader());
    } catch (ClassNotFoundException e) {
      throw new JobException(
          ErrorCode.USAGE,
          "--table-format iceberg: Apache Iceberg is not on the class path; this Spark runs without"
              + " it; start with --packages "
              + packageFor(package$.MODULE$.SPARK_VERSION())
              + " (Glue: --datalake-formats iceberg; EMR: the classification iceberg-defaults with"
              + " iceberg.enabled=true)",
          e);
    }
  }

  /** The runtime of Iceberg that this version of Spark takes. */
  static String packageFor(String spark) {
    return "org.apache.iceberg:iceberg-spark-runtime-"
        + (spark.startsWith("3.") ? "3.5_2.12:1.10.2" : "4.1_2.13:1.11.0");
  }
}
