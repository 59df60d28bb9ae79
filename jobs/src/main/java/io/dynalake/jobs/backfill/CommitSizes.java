package io.dynalake.jobs.backfill;

import io.dynalake.export.DataFile;
import io.dynalake.jobs.options.BackfillArguments.WriteMode;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/** Which data files are committed together. */
final class CommitSizes {
  /**
   * Stored bytes that a crash may cost at most. Each commit writes a file per partition, so they
   * are not to be many.
   */
  private static final long MOST_BYTES = 64L << 30;

  private CommitSizes() {}

  /**
   * In the manifest's order, each within the limit but for a single larger file; at least one,
   * which may be empty.
   *
   * @param mode where partitions are replaced, readers are not to see half of one: all in one,
   *     unless a number of files is given
   * @param filesPerCommit as given; empty: by size
   */
  static List<List<DataFile>> of(List<DataFile> files, WriteMode mode, OptionalInt filesPerCommit) {
    long mostFiles = filesPerCommit.orElse(Integer.MAX_VALUE);
    long mostBytes =
        filesPerCommit.isPresent() || mode == WriteMode.OVERWRITE_PARTITIONS
            ? Long.MAX_VALUE
            : MOST_BYTES;
    List<List<DataFile>> batches = new ArrayList<>();
    List<DataFile> batch = new ArrayList<>();
    long bytes = 0;
    for (DataFile file : files) {
      long size = Math.max(0, file.size());
      if (!batch.isEmpty() && (batch.size() >= mostFiles || bytes + size > mostBytes)) {
        batches.add(List.copyOf(batch));
        batch.clear();
        bytes = 0;
      }
      batch.add(file);
      bytes += size;
    }
    batches.add(List.copyOf(batch));
    return batches;
  }
}
