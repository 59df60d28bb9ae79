package io.dynalake.jobs.options;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Option names as AWS Glue and earlier jobs spell them. Glue passes its own arguments along with a
 * job's ("Using job parameters in AWS Glue jobs", AWS Glue Developer Guide).
 */
final class GlueNames {
  /** Names that earlier jobs used, where they differ by more than case and underscores. */
  private static final Map<String, String> RENAMED =
      Map.of(
          "wrangler-write-mode", "write-mode",
          "target-dynamo-table", "table",
          "result-athena-table", "catalog-table",
          "dynamo-prtition-column", "dynamo-partition-column");

  private static final Map<String, String> WITHOUT_EFFECT =
      Map.of(
          "incremental-mode",
          "has no effect any more; it chose between memory and an accurate schema, and every run"
              + " has both now");

  private static final Set<String> OF_GLUE =
      Set.of(
          "job-name",
          "job-id",
          "job-run-id",
          "job-language",
          "tempdir",
          "scriptlocation",
          "extra-jars",
          "extra-files",
          "extra-py-files",
          "additional-python-modules",
          "python-modules-installer-option",
          "security-configuration",
          "encryption-type",
          "user-jars-first",
          "use-postgres-driver",
          "datalake-formats",
          "continuation-option",
          "custom-loggroup-prefix",
          "custom-logstream-prefix",
          "customer-driver-env-vars",
          "customer-executor-env-vars",
          "spark-event-logs-path",
          "executor-cores",
          "disable-proxy",
          "disable-proxy-v2",
          "workflow-name",
          "workflow-run-id",
          "redshifttempdir");

  private static final Set<String> OF_GLUE_BY_PREFIX =
      Set.of("enable-", "job-bookmark-", "continuous-log-", "write-shuffle-", "job-insights-");

  /** Spark's own options: Glue passes some of them on, elsewhere they belong before the job. */
  private static final Set<String> OF_SPARK =
      Set.of("conf", "class", "master", "jars", "packages", "driver-memory", "executor-memory");

  private GlueNames() {}

  /** {@code --START_DATE}, {@code START_DATE} and {@code --start-date} are all start-date. */
  static String canonical(String typed) {
    String name = typed.startsWith("--") ? typed.substring(2) : typed;
    String lower = name.toLowerCase(Locale.ROOT).replace('_', '-');
    return RENAMED.getOrDefault(lower, lower);
  }

  static Optional<String> withoutEffect(String name) {
    return Optional.ofNullable(WITHOUT_EFFECT.get(name));
  }

  static boolean isOfGlue(String name, boolean underGlue) {
    return OF_GLUE.contains(name)
        || OF_GLUE_BY_PREFIX.stream().anyMatch(name::startsWith)
        || (underGlue && OF_SPARK.contains(name));
  }

  static boolean isOfSpark(String name) {
    return OF_SPARK.contains(name);
  }
}
