package io.dynalake.jobs.backfill;

import io.dynalake.dataset.commit.CommittedRun;
import io.dynalake.dataset.commit.DatasetTransaction;
import io.dynalake.dataset.commit.NewFile;
import io.dynalake.dataset.commit.SchemaToPin;
import io.dynalake.dataset.convert.ConvertResult;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the second pass staged.
 *
 * @param items rows staged
 * @param refused items that did not fit their columns
 * @param staged files to publish by their names; null where Spark's own writers staged them
 * @param itemsByDirectory where these writers do not count the items of a file; else empty
 */
record Outcome(
    long items, long refused, @Nullable List<NewFile> staged, Map<String, Long> itemsByDirectory) {

  static Outcome of(ConvertResult result) {
    return new Outcome(result.items(), result.refused(), result.files(), Map.of());
  }

  static Outcome staged(long items, Map<String, Long> itemsByDirectory) {
    return new Outcome(items, 0, null, itemsByDirectory);
  }

  /** Items of these new files, which are all that went to the directory. */
  long items(String directory, List<NewFile> files) {
    Long items = itemsByDirectory.get(directory);
    return items == null ? files.stream().mapToLong(NewFile::items).sum() : items;
  }

  long files() {
    return staged == null ? 0 : staged.size();
  }

  CommittedRun commit(
      DatasetTransaction transaction, @Nullable SchemaToPin schema, Map<String, String> details) {
    return staged == null
        ? transaction.commitStaged(schema, details)
        : transaction.commit(staged, schema, details);
  }
}
