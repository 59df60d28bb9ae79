package io.dynalake.dataset.iceberg;

import io.dynalake.dataset.catalog.Registration;
import java.util.Locale;
import java.util.OptionalLong;

/**
 * What came into a table.
 *
 * @param table what became of the table itself
 * @param snapshot that shows it; empty where the table had all of it already, or there is none
 */
public record Added(Registration table, long rows, long files, OptionalLong snapshot) {
  /** In a line, for people. */
  public String text() {
    return snapshot.isEmpty()
        ? table.table() + " has all of it already"
        : String.format(
            Locale.ROOT,
            "%s: %,d rows in %,d files, snapshot %d",
            table.text(),
            rows,
            files,
            snapshot.orElseThrow());
  }
}
