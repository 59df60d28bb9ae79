package io.dynalake.testsupport.dynamodb;

import io.dynalake.testsupport.export.Value;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The writes to a table, each with what it wrote over; so what was at any time follows from what is
 * now. To be used by one thread at a time.
 */
final class Journal {
  /**
   * A write.
   *
   * @param before the item that it changed or deleted, as JSON
   */
  record Change(Value.MapOf key, Instant time, Optional<String> before) {}

  private final List<Change> changes = new ArrayList<>();

  /** Times come in their order. */
  void add(Change change) {
    changes.add(change);
  }

  /** The first change of every key that was written at this time or later. */
  Map<Value.MapOf, Change> firstSince(Instant from) {
    Map<Value.MapOf, Change> first = new LinkedHashMap<>();
    for (Change change : changes) {
      if (!change.time().isBefore(from)) {
        first.putIfAbsent(change.key(), change);
      }
    }
    return first;
  }

  /** The time of the last write before this, of every key. */
  Map<Value.MapOf, Instant> lastBefore(Instant to) {
    Map<Value.MapOf, Instant> last = new LinkedHashMap<>();
    for (Change change : changes) {
      if (change.time().isBefore(to)) {
        last.put(change.key(), change.time());
      }
    }
    return last;
  }
}
