package io.dynalake.dataset.iceberg;

import io.dynalake.dataset.commit.CommittedRun;
import io.dynalake.dataset.commit.DatasetLayout;
import io.dynalake.error.ErrorCode;
import io.dynalake.error.JobException;
import java.io.IOException;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.Table;
import org.apache.iceberg.util.SnapshotUtil;

/**
 * Which commits of files a table has. The snapshot that added them says it, by the same atomic step;
 * snapshots expire, so a file of the commit's name below {@code _dynalake/iceberg} says it for good.
 */
final class AddedCommits {
  static final String RUN = "dynalake.run";
  static final String SOURCE = "dynalake.source";
  static final String COMMITS = "dynalake.commits";

  private final Table table;
  private final Path markers;
  private final Configuration hadoop;
  private final Set<String> bySnapshots = new HashSet<>();

  AddedCommits(Table table, DatasetLayout layout, Configuration hadoop) {
    this.table = table;
    this.markers = new Path(layout.metadata(), "iceberg/" + table.uuid());
    this.hadoop = hadoop;
    for (Snapshot snapshot : table.snapshots()) {
      String commits = snapshot.summary().getOrDefault(COMMITS, "");
      bySnapshots.addAll(Arrays.asList(commits.split(",")));
    }
  }

  /** Those that the table lacks. */
  List<CommittedRun> missing(List<CommittedRun> commits) {
    return commits.stream().filter(commit -> !has(commit)).toList();
  }

  private boolean has(CommittedRun commit) {
    String id = commit.run().commitId();
    return bySnapshots.contains(id) || marked(id);
  }

  private boolean marked(String commitId) {
    try {
      return fileSystem().exists(new Path(markers, commitId));
    } catch (IOException e) {
      throw failed(e);
    }
  }

  /** Before their snapshots expire. */
  void mark(List<CommittedRun> commits) {
    try {
      for (CommittedRun commit : commits) {
        if (!marked(commit.run().commitId())) {
          fileSystem().create(new Path(markers, commit.run().commitId()), true).close();
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

  static String ids(List<CommittedRun> commits) {
    return commits.stream().map(c -> c.run().commitId()).collect(Collectors.joining(","));
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
