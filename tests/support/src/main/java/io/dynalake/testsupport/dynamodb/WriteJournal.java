package io.dynalake.testsupport.dynamodb;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.dynalake.testsupport.export.Value;
import io.dynalake.testsupport.http.Request;
import io.dynalake.testsupport.http.Response;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** Passes requests on, and keeps what writes change in tables whose recovery is enabled. */
final class WriteJournal {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Set<String> PARTIQL =
      Set.of("ExecuteStatement", "BatchExecuteStatement", "ExecuteTransaction");
  private static final Pattern PARTIQL_WRITE =
      Pattern.compile("\"Statement\"\\s*:\\s*\"\\s*(?i:INSERT|UPDATE|DELETE)\\b");

  private final LocalDynamoDb tables;
  private final Backups backups;
  private final MovableClock clock;

  WriteJournal(LocalDynamoDb tables, Backups backups, MovableClock clock) {
    this.tables = tables;
    this.backups = backups;
    this.clock = clock;
  }

  /** What is written to a table. */
  private record Part(
      TableHistory table, Set<Value.MapOf> keys, Map<Value.MapOf, JsonNode> before) {}

  Response send(String operation, Request request) throws IOException {
    if (PARTIQL.contains(operation)
        && backups.any()
        && PARTIQL_WRITE.matcher(request.text()).find()) {
      throw ApiException.invalid(
          operation
              + ": this emulator keeps no history of PartiQL's writes; use another operation");
    }
    if (!Writes.OPERATIONS.contains(operation) || !backups.any()) {
      return tables.send(request);
    }
    // Locked in the order of their names, so that no two requests wait for each other.
    Map<String, List<JsonNode>> writes =
        new TreeMap<>(Writes.of(operation, JSON.readTree(request.body())));
    List<TableHistory> locked = new ArrayList<>();
    try {
      for (String table : writes.keySet()) {
        backups.history(table).ifPresent(history -> lock(history, locked));
      }
      return send(request, writes, locked);
    } finally {
      locked.forEach(history -> history.lock.unlock());
    }
  }

  private static void lock(TableHistory history, List<TableHistory> locked) {
    history.lock.lock();
    locked.add(history);
  }

  private Response send(
      Request request, Map<String, List<JsonNode>> writes, List<TableHistory> histories)
      throws IOException {
    List<Part> parts = new ArrayList<>();
    for (TableHistory history : histories) {
      Set<Value.MapOf> keys = new LinkedHashSet<>();
      for (JsonNode item : writes.getOrDefault(history.keys().name(), List.of())) {
        Optional<Value.MapOf> key = key(history.keys(), item);
        if (key.isEmpty()) {
          // No item of this table: DynamoDB Local says why it refuses it.
          return tables.send(request);
        }
        keys.add(key.orElseThrow());
      }
      parts.add(new Part(history, keys, tables.items(history.keys(), keys)));
    }
    Response response = tables.send(request);
    if (response.status() == 200) {
      Instant time = clock.instant();
      for (Part part : parts) {
        for (Value.MapOf key : part.keys()) {
          part.table().wrote(key, time, Optional.ofNullable(part.before().get(key)));
        }
      }
    }
    return response;
  }

  private static Optional<Value.MapOf> key(TableKeys table, JsonNode item) {
    try {
      return Optional.of(table.keyOf(item));
    } catch (RuntimeException e) {
      return Optional.empty();
    }
  }
}
