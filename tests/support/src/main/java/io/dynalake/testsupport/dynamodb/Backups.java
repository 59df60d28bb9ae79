package io.dynalake.testsupport.dynamodb;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/** DescribeContinuousBackups, UpdateContinuousBackups and the tables whose history they keep. */
final class Backups {
  private static final int RETENTION_DAYS = 35;

  /** The service cannot restore the last minutes. */
  private static final Duration LAG = Duration.ofMinutes(5);

  private final LocalDynamoDb tables;
  private final MovableClock clock;
  private final Map<String, TableHistory> histories = new ConcurrentHashMap<>();
  private final Map<String, Birth> births = new ConcurrentHashMap<>();
  private final Set<String> deletedIds = ConcurrentHashMap.newKeySet();

  /** What DynamoDB Local does not know of a table: its id, and its age by the emulator's clock. */
  record Birth(String tableId, Instant time) {}

  Backups(LocalDynamoDb tables, MovableClock clock) {
    this.tables = tables;
    this.clock = clock;
  }

  /** The history of a table, if recovery is enabled. */
  Optional<TableHistory> history(String table) {
    return Optional.ofNullable(histories.get(table));
  }

  /** Whether recovery is enabled for any table. */
  boolean any() {
    return !histories.isEmpty();
  }

  /** The same for an export. */
  TableHistory history(String arn, String table) {
    Optional<TableHistory> history = history(table);
    if (history.isEmpty()) {
      describe(table, arn);
      throw unavailable(table);
    }
    return history.orElseThrow();
  }

  private static ApiException unavailable(String table) {
    return new ApiException(
        "PointInTimeRecoveryUnavailableException",
        "Point in time recovery is not enabled for table '" + table + "'");
  }

  private JsonNode describe(String table, String asAsked) {
    try {
      return tables.describe(table);
    } catch (ApiException e) {
      throw new ApiException("TableNotFoundException", "Table not found: " + asAsked);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void tableCreated(String table) {
    births.put(table, new Birth(UUID.randomUUID().toString(), clock.instant()));
  }

  void tableDeleted(String table) {
    histories.remove(table);
    Birth birth = births.remove(table);
    if (birth != null) {
      deletedIds.add(birth.tableId());
    }
  }

  /** Of a table that may have been created behind the emulator's back. */
  Birth birth(String table) {
    return births.computeIfAbsent(
        table,
        name -> {
          double seconds = describe(name, name).path("CreationDateTime").asDouble();
          return new Birth(
              UUID.nameUUIDFromBytes((name + seconds).getBytes(UTF_8)).toString(),
              Instant.ofEpochMilli((long) (seconds * 1_000)));
        });
  }

  boolean deleted(String tableId) {
    return deletedIds.contains(tableId);
  }

  synchronized ObjectNode update(JsonNode request) {
    String table = request.path("TableName").asText();
    JsonNode described = describe(table, table);
    JsonNode specification = request.path("PointInTimeRecoverySpecification");
    if (!specification.path("PointInTimeRecoveryEnabled").asBoolean()) {
      histories.remove(table);
    } else if (!histories.containsKey(table)) {
      Duration retention =
          Duration.ofDays(specification.path("RecoveryPeriodInDays").asInt(RETENTION_DAYS));
      histories.put(
          table,
          new TableHistory(
              TableKeys.of(described), birth(table).tableId(), clock.instant(), retention));
    }
    return describe(request);
  }

  ObjectNode describe(JsonNode request) {
    String table = request.path("TableName").asText();
    describe(table, table);
    ObjectNode answer = JsonNodeFactory.instance.objectNode();
    ObjectNode backups = answer.putObject("ContinuousBackupsDescription");
    backups.put("ContinuousBackupsStatus", "ENABLED");
    ObjectNode recovery = backups.putObject("PointInTimeRecoveryDescription");
    Optional<TableHistory> history = history(table);
    recovery.put("PointInTimeRecoveryStatus", history.isPresent() ? "ENABLED" : "DISABLED");
    history.ifPresent(
        enabled -> {
          Instant now = clock.instant();
          Instant earliest = enabled.earliest(now);
          Instant latest = now.minus(LAG);
          recovery
              .put("EarliestRestorableDateTime", ExportRecord.seconds(earliest))
              .put(
                  "LatestRestorableDateTime",
                  ExportRecord.seconds(latest.isAfter(earliest) ? latest : earliest))
              .put("RecoveryPeriodInDays", enabled.retention().toDays());
        });
    return answer;
  }
}
