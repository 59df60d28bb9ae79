package io.dynalake.dataset.partition;

import io.dynalake.error.ErrorCode;
import io.dynalake.error.JobException;
import java.io.Serializable;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Items and bytes of every partition, counted per file and merged: what the files of pass 2 are
 * planned from. Bounded, so that a partition column of millions of values ends in a clear error
 * before anything is written, and not in millions of tiny files.
 */
public final class PartitionStats implements Serializable {
  /**
   * @param items number of items
   * @param bytes of their lines in the export, uncompressed
   */
  public record Size(long items, long bytes) {}

  private final int maxPartitions;
  private final HashMap<String, long[]> sizes = new HashMap<>();
  private transient @Nullable String lastPath;
  private transient long @Nullable [] lastSize;

  public PartitionStats(int maxPartitions) {
    if (maxPartitions < 1) {
      throw new IllegalArgumentException("maxPartitions " + maxPartitions);
    }
    this.maxPartitions = maxPartitions;
  }

  /**
   * Counts an item.
   *
   * @throws JobException of BAD_DATA if there are more partitions than allowed
   */
  @SuppressWarnings("ReferenceEquality") // Paths are cached; equal ones are mostly the same object.
  public void add(String path, long bytes) {
    long[] size = lastSize;
    if (size == null || path != lastPath) {
      size = size(path);
      lastPath = path;
      lastSize = size;
    }
    size[0]++;
    size[1] += bytes;
  }

  /**
   * Adds the counts of another file.
   *
   * @throws JobException of BAD_DATA if there are more partitions than allowed
   */
  public void merge(PartitionStats other) {
    other.sizes.forEach(
        (path, added) -> {
          long[] size = size(path);
          size[0] += added[0];
          size[1] += added[1];
        });
  }

  /** Sorted by path. */
  public SortedMap<String, Size> sizes() {
    SortedMap<String, Size> sorted = new TreeMap<>();
    sizes.forEach((path, size) -> sorted.put(path, new Size(size[0], size[1])));
    return sorted;
  }

  public int partitions() {
    return sizes.size();
  }

  private long[] size(String path) {
    long[] size = sizes.get(path);
    if (size == null) {
      if (sizes.size() == maxPartitions) {
        throw explosion(path);
      }
      size = new long[2];
      sizes.put(path, size);
    }
    return size;
  }

  private JobException explosion(String path) {
    Map.Entry<String, long[]> example = sizes.entrySet().iterator().next();
    return new JobException(
        ErrorCode.BAD_DATA,
        "partition explosion: the items fall into more than "
            + maxPartitions
            + " partitions, such as "
            + example.getKey()
            + " and "
            + path
            + "; that many directories make every reader slow; choose coarser --partition-by"
            + " transforms (month instead of day, bucket instead of a key) or raise"
            + " --max-partitions");
  }
}
