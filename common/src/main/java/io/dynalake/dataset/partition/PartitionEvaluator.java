package io.dynalake.dataset.partition;

import java.time.ZoneId;
import java.util.HashMap;
import java.util.Map;

/**
 * The directory of each item. One per task; made before the first item, because it registers what
 * it needs with the captures.
 */
public final class PartitionEvaluator {
  /** Paths are cached up to this many nodes of the tree of directories, then anew. */
  private static final int MAX_CACHED = 1 << 16;

  private final PartitionColumn[] columns;
  private Directory root = new Directory("");
  private int cached;

  /**
   * @param zone of the calendar for year, month, day and hour, and of timestamps without one
   */
  public PartitionEvaluator(PartitionSpec spec, ZoneId zone, ItemCaptures captures) {
    columns =
        spec.fields().stream()
            .map(f -> PartitionColumn.of(f, spec.format(), zone, captures.capture(f.path())))
            .toArray(PartitionColumn[]::new);
  }

  /**
   * The path of the item that was parsed last, relative to the dataset's root: {@code
   * updatedAt_day=2024-03-05/customerId_bucket=7}, or "" for an unpartitioned dataset. Values that
   * are absent, NULL, empty or not readable by the transform become {@link HiveNames#NULL_VALUE}.
   *
   * @throws io.dynalake.error.JobException of BAD_DATA if a value is too long for a directory name
   */
  public String path() {
    // Segments are cached strings, whose hash codes are too: no allocation for a path seen before.
    Directory directory = root;
    for (PartitionColumn column : columns) {
      String segment = column.segment();
      Directory child = directory.children.get(segment);
      if (child == null) {
        child = add(directory, segment);
      }
      directory = child;
    }
    return directory.path;
  }

  private Directory add(Directory parent, String segment) {
    if (++cached > MAX_CACHED) {
      root = new Directory("");
      cached = 0;
    }
    Directory child = new Directory(parent.path.isEmpty() ? segment : parent.path + "/" + segment);
    parent.children.put(segment, child);
    return child;
  }

  private static final class Directory {
    final String path;
    final Map<String, Directory> children = new HashMap<>();

    Directory(String path) {
      this.path = path;
    }
  }
}
