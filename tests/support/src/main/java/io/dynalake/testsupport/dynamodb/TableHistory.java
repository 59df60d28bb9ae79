package io.dynalake.testsupport.dynamodb;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.dynalake.testsupport.export.Value;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A table with what was written to it since point-in-time recovery is on. Its lock is held by every
 * write and while an export reads.
 */
final class TableHistory {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** The images of an item before and after a time. */
  interface ChangeConsumer {
    void accept(Value.MapOf key, Instant time, Optional<JsonNode> before, Optional<JsonNode> after)
        throws IOException;
  }

  final ReentrantLock lock = new ReentrantLock();
  private final TableKeys keys;
  private final String id;
  private final Instant enabled;
  private final Duration retention;
  private final Journal journal = new Journal();

  TableHistory(TableKeys keys, String id, Instant enabled, Duration retention) {
    this.keys = keys;
    this.id = id;
    this.enabled = enabled;
    this.retention = retention;
  }

  TableKeys keys() {
    return keys;
  }

  String id() {
    return id;
  }

  Duration retention() {
    return retention;
  }

  /** The first time that can be restored. */
  Instant earliest(Instant now) {
    Instant oldest = now.minus(retention);
    return enabled.isAfter(oldest) ? enabled : oldest;
  }

  /** With the lock held. */
  void wrote(Value.MapOf key, Instant time, Optional<JsonNode> before) {
    journal.add(new Journal.Change(key, time, before.map(JsonNode::toString)));
  }

  /** All items as they were before this time. */
  void itemsAt(Instant time, LocalDynamoDb tables, LocalDynamoDb.ItemConsumer items)
      throws IOException {
    lock.lock();
    try {
      Map<Value.MapOf, Journal.Change> later = journal.firstSince(time);
      tables.scan(
          keys.name(),
          item -> {
            if (!later.containsKey(keys.keyOf(item))) {
              items.accept(item);
            }
          });
      for (Journal.Change change : later.values()) {
        if (change.before().isPresent()) {
          items.accept(JSON.readTree(change.before().orElseThrow()));
        }
      }
    } finally {
      lock.unlock();
    }
  }

  /** One change of every key that was written from a time on and before another. */
  void changes(Instant from, Instant to, LocalDynamoDb tables, ChangeConsumer changes)
      throws IOException {
    lock.lock();
    try {
      Map<Value.MapOf, Journal.Change> first = new LinkedHashMap<>(journal.firstSince(from));
      first.values().removeIf(change -> !change.time().isBefore(to));
      Map<Value.MapOf, Journal.Change> later = journal.firstSince(to);
      Map<Value.MapOf, Instant> last = journal.lastBefore(to);
      Map<Value.MapOf, JsonNode> now = tables.items(keys, first.keySet());
      for (Journal.Change change : first.values()) {
        Value.MapOf key = change.key();
        Journal.Change next = later.get(key);
        Optional<JsonNode> after =
            next == null ? Optional.ofNullable(now.get(key)) : parse(next.before());
        changes.accept(key, last.getOrDefault(key, change.time()), parse(change.before()), after);
      }
    } finally {
      lock.unlock();
    }
  }

  private static Optional<JsonNode> parse(Optional<String> item) throws IOException {
    return item.isPresent() ? Optional.of(JSON.readTree(item.orElseThrow())) : Optional.empty();
  }
}
