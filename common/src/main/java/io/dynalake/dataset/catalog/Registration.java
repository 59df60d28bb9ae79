package io.dynalake.dataset.catalog;

import java.util.ArrayList;
import java.util.List;

/**
 * What was done to a table of the catalog.
 *
 * @param table its name
 * @param entity whose table it is, "" where there are none
 * @param created whether it was not there; then all its columns and partitions are added ones
 * @param partitionsAdded how many
 * @param columnsAdded their names
 * @param columnsChanged names of those with another type
 */
public record Registration(
    String table,
    String entity,
    boolean created,
    int partitionsAdded,
    List<String> columnsAdded,
    List<String> columnsChanged) {
  public Registration {
    columnsAdded = List.copyOf(columnsAdded);
    columnsChanged = List.copyOf(columnsChanged);
  }

  /** In a line, for people. */
  public String text() {
    List<String> done = new ArrayList<>();
    if (created) {
      done.add("created with " + columnsAdded.size() + " columns");
    } else if (!columnsAdded.isEmpty()) {
      done.add("columns added: " + String.join(", ", columnsAdded));
    }
    if (!columnsChanged.isEmpty()) {
      done.add("types changed: " + String.join(", ", columnsChanged));
    }
    if (partitionsAdded > 0) {
      done.add(partitionsAdded + (partitionsAdded == 1 ? " partition" : " partitions") + " added");
    }
    return table
        + (entity.isEmpty() ? " " : " (" + entity + ") ")
        + (done.isEmpty() ? "is as it should be" : String.join("; ", done));
  }
}
