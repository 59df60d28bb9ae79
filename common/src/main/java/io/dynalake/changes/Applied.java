package io.dynalake.changes;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How far a dataset has come. It is stored with the data, in the same commit.
 *
 * @param to all changes before this time are in it
 * @param table whose items or changes it holds
 * @param keys the table's key attributes, the partition key first where that is known; empty as
 *     long as there was no change to tell them
 * @param source of the last commit: the export's ARN, or its location
 */
public record Applied(Instant to, TableIdentity table, List<String> keys, String source) {
  private static final String TO = "appliedTo";
  private static final String TABLE_ARN = "tableArn";
  private static final String TABLE_ID = "tableId";
  private static final String KEY = "key";
  private static final String SOURCE = "appliedExport";

  public Applied {
    keys = List.copyOf(keys);
  }

  /** The state after a window. */
  public Applied after(Window window, List<String> newKeys) {
    return new Applied(window.to(), table, newKeys, window.name());
  }

  /** As text, for a journal or the properties of a commit. */
  public Map<String, String> details() {
    Map<String, String> details = new LinkedHashMap<>();
    details.put(TO, to.toString());
    details.put(TABLE_ARN, table.arn());
    details.put(TABLE_ID, table.id());
    for (int i = 0; i < keys.size(); i++) {
      details.put(KEY + i, keys.get(i));
    }
    details.put(SOURCE, source);
    return details;
  }

  /** What {@link #details} gave; empty if these are of another commit. */
  public static Optional<Applied> of(Map<String, String> details) {
    String to = details.get(TO);
    if (to == null) {
      return Optional.empty();
    }
    List<String> keys =
        List.of(KEY + 0, KEY + 1).stream().filter(details::containsKey).map(details::get).toList();
    return Optional.of(
        new Applied(
            Instant.parse(to),
            new TableIdentity(
                details.getOrDefault(TABLE_ARN, ""), details.getOrDefault(TABLE_ID, "")),
            keys,
            details.getOrDefault(SOURCE, "")));
  }
}
