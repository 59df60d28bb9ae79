package io.dynalake.dataset.iceberg;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.dynalake.dataset.commit.CommittedRun;
import io.dynalake.dataset.commit.DatasetLayout;
import io.dynalake.error.ErrorCode;
import io.dynalake.error.JobException;
import java.io.IOException;
import java.net.URLEncoder;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.Table;
import org.apache.iceberg.util.SnapshotUtil;

/**
 * Which commits of files a table has. The snapshot that added them says it, by the same atomic
 * step; snapshots expire, so a file of the commit's name below {@code _dynalake/iceberg} says it
 * for good.
 */
final class AddedCommits {
  static final String RUN = "dynalake.run";
  static final String SOURCE = "dynalake.source";
  static final String COMMITS = "dynalake.commits";

  private final Table table;
  private final Path markers;
  private final Configuration hadoop;
  private final Set<String> bySnapshots = new HashSet<>();

  private AddedCommits(Table table, String property, DatasetLayout layout, Configuration hadoop) {
    this.table = table;
    this.markers = new Path(layout.metadata(), "iceberg/" + table.uuid());
    this.hadoop = hadoop;
    for (Snapshot snapshot : table.snapshots()) {
      String ids = snapshot.summary().getOrDefault(property, "");
      bySnapshots.addAll(Arrays.asList(ids.split(",")));
    }
  }

  /**
   * @param property of snapshots that has the ids, with commas between them
   */
  static AddedCommits of(Table table, String property, DatasetLayout layout, Configuration hadoop) {
    return new AddedCommits(table, property, layout, hadoop);
  }

  boolean has(String id) {
    return bySnapshots.contains(id) || marked(id);
  }

  private boolean marked(String id) {
    try {
      return fileSystem().exists(marker(id));
    } catch (IOException e) {
      throw failed(e);
    }
  }

  /** ARNs have characters that file names cannot have. */
  private Path marker(String id) {
    return new Path(markers, URLEncoder.encode(id, UTF_8));
  }

  /** Before their snapshots expire. */
  void mark(List<String> ids) {
    try {
      for (String id : ids) {
        if (!marked(id)) {
          fileSystem().create(marker(id), true).close();
        }
      }
    } catch (IOException e) {
      throw failed(e);
    }
  }

  /** The run that was the last to change the table, if its snapshot is still there. */
  static Optional<String> lastRun(Table table) {
    for (Snapshot snapshot : SnapshotUtil.currentAncestors(table)) {
      String run = snapshot.summary().get(RUN);
      if (run != null) {
        return Optional.of(run);
      }
    }
    return Optional.empty();
  }

  static List<String> ids(List<CommittedRun> commits) {
    return commits.stream().map(commit -> commit.run().commitId()).toList();
  }

  private FileSystem fileSystem() throws IOException {
    return markers.getFileSystem(hadoop);
  }

  private JobException failed(IOException e) {
    return new JobException(
        ErrorCode.SERVICE,
        markers
            + ": what was added to "
            + table.name()
            + " cannot be noted; "
            + e
            + "; check the permissions and run the same command again",
        e);
  }
}
