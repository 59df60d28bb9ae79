package io.dynalake.ledger;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Parts as rows. */
final class PartRows {
  private PartRows() {}

  /** Leaves those alone that are there. */
  static void insert(Connection connection, String runId, List<PartRecord> parts)
      throws SQLException {
    try (PreparedStatement insert =
        connection.prepareStatement(
            """
            INSERT INTO dynalake_parts (kind, location, state, started, ended, attempts, items,
              bytes, error_code, error_message, attempt_log, updated, version, change_token,
              run_id, part_id)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            ON CONFLICT (run_id, part_id) DO NOTHING""")) {
      for (PartRecord part : parts) {
        set(insert, part).number(part.version()).text("").text(runId).text(part.id());
        insert.addBatch();
      }
      insert.executeBatch();
    }
  }

  /** Those whose rows have another version. */
  static List<PartRecord> update(
      Connection connection, String runId, List<PartRecord> changed, String token)
      throws SQLException {
    int[] counts;
    try (PreparedStatement update =
        connection.prepareStatement(
            """
            UPDATE dynalake_parts SET kind = ?, location = ?, state = ?, started = ?, ended = ?,
              attempts = ?, items = ?, bytes = ?, error_code = ?, error_message = ?,
              attempt_log = ?, updated = ?, version = ?, change_token = ?
            WHERE run_id = ? AND part_id = ? AND version = ?""")) {
      for (PartRecord part : changed) {
        set(update, part)
            .number(part.version() + 1)
            .text(token)
            .text(runId)
            .text(part.id())
            .number(part.version());
        update.addBatch();
      }
      counts = update.executeBatch();
    }
    List<PartRecord> refused = new ArrayList<>();
    for (int i = 0; i < counts.length; i++) {
      if (counts[i] == 0) {
        refused.add(changed.get(i));
      } else if (counts[i] == Statement.SUCCESS_NO_INFO) {
        throw new SQLException("the driver does not count the rows that a batch changed");
      }
    }
    return refused;
  }

  private static Parameters set(PreparedStatement statement, PartRecord part) throws SQLException {
    return Parameters.of(statement)
        .text(part.kind().name())
        .text(part.location())
        .text(part.state().name())
        .time(part.started())
        .time(part.ended())
        .number(part.attemptsMade())
        .number(part.items())
        .number(part.bytes())
        .text(part.failure().map(Failure::code))
        .text(part.failure().map(Failure::message))
        .text(RecordJson.ofAttempts(part.attempts()))
        .time(part.updated());
  }

  /** Ids of those whose last change was not this one. */
  static List<String> withoutToken(
      Connection connection, String runId, List<PartRecord> parts, String token)
      throws SQLException {
    List<String> without = new ArrayList<>();
    try (PreparedStatement select =
        connection.prepareStatement(
            """
            SELECT 1 FROM dynalake_parts
            WHERE run_id = ? AND part_id = ? AND change_token = ?""")) {
      for (PartRecord part : parts) {
        Parameters.of(select).text(runId).text(part.id()).text(token);
        try (ResultSet rows = select.executeQuery()) {
          if (!rows.next()) {
            without.add(part.id());
          }
        }
      }
    }
    return without;
  }

  static List<PartRecord> select(Connection connection, String runId, Set<PartState> states)
      throws SQLException {
    String in =
        states.isEmpty()
            ? ""
            : " AND state IN (" + String.join(", ", Collections.nCopies(states.size(), "?")) + ")";
    List<PartRecord> parts = new ArrayList<>();
    try (PreparedStatement select =
        connection.prepareStatement(
            "SELECT * FROM dynalake_parts WHERE run_id = ?" + in + " ORDER BY part_id")) {
      Parameters parameters = Parameters.of(select).text(runId);
      for (PartState state : states) {
        parameters.text(state.name());
      }
      try (ResultSet rows = select.executeQuery()) {
        while (rows.next()) {
          parts.add(part(rows));
        }
      }
    }
    return parts;
  }

  private static PartRecord part(ResultSet rows) throws SQLException {
    return new PartRecord(
        rows.getString("part_id"),
        PartKind.valueOf(rows.getString("kind")),
        rows.getString("location"),
        PartState.valueOf(rows.getString("state")),
        RunRows.time(rows, "started"),
        RunRows.time(rows, "ended"),
        RecordJson.attempts(rows.getString("attempt_log")),
        rows.getLong("items"),
        rows.getLong("bytes"),
        Instant.ofEpochMilli(rows.getLong("updated")),
        rows.getLong("version"));
  }

  static Map<PartState, PartTotals> totals(Connection connection, String runId)
      throws SQLException {
    Map<PartState, PartTotals> totals = new EnumMap<>(PartState.class);
    try (PreparedStatement select =
        connection.prepareStatement(
            """
            SELECT state, count(*), sum(items), sum(bytes) FROM dynalake_parts
            WHERE run_id = ? GROUP BY state""")) {
      Parameters.of(select).text(runId);
      try (ResultSet rows = select.executeQuery()) {
        while (rows.next()) {
          totals.put(
              PartState.valueOf(rows.getString(1)),
              new PartTotals(rows.getLong(2), rows.getLong(3), rows.getLong(4)));
        }
      }
    }
    return totals;
  }
}
