package io.dynalake.dataset.commit;

import io.dynalake.error.JobException;
import java.util.Locale;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;

/**
 * Where things lie in a dataset. All that is not data lies under {@value #DIRECTORY}, which Spark,
 * Hive and Athena do not read because of its first letter.
 *
 * @param root the dataset, qualified with its scheme
 */
public record DatasetLayout(Path root) {
  static final String DIRECTORY = "_dynalake";

  /** Suffix of staged files, for readers that take {@code **}{@code /*.parquet} as it stands. */
  static final String STAGED_SUFFIX = ".staged";

  /**
   * The layout of the dataset at a root that may not exist yet.
   *
   * @throws JobException SERVICE if the file system cannot be reached
   */
  public static DatasetLayout at(String root, Configuration conf) {
    return SchemaStore.at(root, conf).layout();
  }

  /** What a relative path of this dataset names. */
  public Path file(String relative) {
    return under(root, relative);
  }

  public Path metadata() {
    return under(root, DIRECTORY);
  }

  public Path commits() {
    return under(metadata(), "commits");
  }

  public Path leases() {
    return under(metadata(), "leases");
  }

  public Path schemas() {
    return under(metadata(), "schema");
  }

  public Path schema(int version) {
    return under(schemas(), String.format(Locale.ROOT, "v%04d.json", version));
  }

  public Path report(String runId) {
    return under(metadata(), "reports/" + runId + ".json");
  }

  public Path quarantine(String runId) {
    return under(metadata(), "quarantine/" + runId);
  }

  Path journal(String runId) {
    return under(commits(), runId + ".json");
  }

  Path stagings() {
    return under(metadata(), "staging");
  }

  Path staging(String runId) {
    return under(stagings(), runId);
  }

  /** Where Spark's own writers put what {@link DatasetTransaction#commitStaged} publishes. */
  Path stagedData(String runId) {
    return under(staging(runId), "data");
  }

  /**
   * The name of a data file: the same for every attempt of a task, different for every run.
   *
   * @param task number of the task, from 0
   * @param sequence number of the file among those that the task writes into one directory, from 0
   * @param extension without its first dot, such as {@code zstd.parquet}
   */
  public static String dataFileName(int task, int sequence, String runId, String extension) {
    return String.format(Locale.ROOT, "part-%05d-%d-%s.%s", task, sequence, runId, extension);
  }

  /** Whether readers pass over a file or directory of this name, as Spark decides it. */
  public static boolean hidden(String name) {
    return name.startsWith(".") || (name.startsWith("_") && name.indexOf('=') < 0);
  }

  /** Joins without reading a scheme into a child that contains a colon. */
  static Path under(Path base, String relative) {
    if (relative.isEmpty()) {
      return base;
    }
    String path = base.toUri().getPath();
    return new Path(
        base.toUri().getScheme(),
        base.toUri().getAuthority(),
        path.endsWith("/") ? path + relative : path + "/" + relative);
  }
}
