package io.dynalake.ledger;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Runs as rows. */
final class RunRows {
  private static final String NEWEST_FIRST = " ORDER BY started DESC, run_id DESC LIMIT ?";

  private RunRows() {}

  /** False if there is a run of this id. */
  static boolean insert(Connection connection, RunRecord run, String token) throws SQLException {
    try (PreparedStatement insert =
        connection.prepareStatement(
            """
            INSERT INTO dynalake_runs (job, source, target, fingerprint, options, state, owner,
              started, heartbeat, ended, counts, error_code, error_message, version, change_token,
              run_id)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            ON CONFLICT (run_id) DO NOTHING""")) {
      set(insert, run).number(run.version()).text(token).text(run.runId());
      return insert.executeUpdate() == 1;
    }
  }

  /** False if the row has another version. */
  static boolean update(Connection connection, RunRecord run, String token) throws SQLException {
    try (PreparedStatement update =
        connection.prepareStatement(
            """
            UPDATE dynalake_runs SET job = ?, source = ?, target = ?, fingerprint = ?, options = ?,
              state = ?, owner = ?, started = ?, heartbeat = ?, ended = ?, counts = ?,
              error_code = ?, error_message = ?, version = ?, change_token = ?
            WHERE run_id = ? AND version = ?""")) {
      set(update, run)
          .number(run.version() + 1)
          .text(token)
          .text(run.runId())
          .number(run.version());
      return update.executeUpdate() == 1;
    }
  }

  private static Parameters set(PreparedStatement statement, RunRecord run) throws SQLException {
    return Parameters.of(statement)
        .text(run.job())
        .text(run.source())
        .text(run.target())
        .text(run.fingerprint())
        .text(RecordJson.ofOptions(run.options()))
        .text(run.state().name())
        .text(run.owner())
        .time(run.started())
        .time(run.heartbeat())
        .time(run.ended())
        .text(RecordJson.ofCounts(run.counts()))
        .text(run.failure().map(Failure::code))
        .text(run.failure().map(Failure::message));
  }

  /** Whether the last change of the row was this one. */
  static boolean hasToken(Connection connection, String runId, String token) throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement(
            "SELECT 1 FROM dynalake_runs WHERE run_id = ? AND change_token = ?")) {
      Parameters.of(select).text(runId).text(token);
      try (ResultSet rows = select.executeQuery()) {
        return rows.next();
      }
    }
  }

  static Optional<RunRecord> byId(Connection connection, String runId) throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement("SELECT * FROM dynalake_runs WHERE run_id = ?")) {
      Parameters.of(select).text(runId);
      return read(select).stream().findFirst();
    }
  }

  static List<RunRecord> newest(Connection connection, int most) throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement("SELECT * FROM dynalake_runs" + NEWEST_FIRST)) {
      Parameters.of(select).number(most);
      return read(select);
    }
  }

  static Optional<RunRecord> latest(
      Connection connection, String job, String target, String fingerprint) throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement(
            "SELECT * FROM dynalake_runs WHERE fingerprint = ? AND job = ? AND target = ?"
                + NEWEST_FIRST)) {
      Parameters.of(select).text(fingerprint).text(job).text(target).number(1);
      return read(select).stream().findFirst();
    }
  }

  private static List<RunRecord> read(PreparedStatement select) throws SQLException {
    List<RunRecord> runs = new ArrayList<>();
    try (ResultSet rows = select.executeQuery()) {
      while (rows.next()) {
        runs.add(
            new RunRecord(
                rows.getString("run_id"),
                rows.getString("job"),
                rows.getString("source"),
                rows.getString("target"),
                rows.getString("fingerprint"),
                RecordJson.options(rows.getString("options")),
                RunState.valueOf(rows.getString("state")),
                rows.getString("owner"),
                Instant.ofEpochMilli(rows.getLong("started")),
                Instant.ofEpochMilli(rows.getLong("heartbeat")),
                time(rows, "ended"),
                RecordJson.counts(rows.getString("counts")),
                failure(rows),
                rows.getLong("version")));
      }
    }
    return runs;
  }

  static Optional<Instant> time(ResultSet rows, String column) throws SQLException {
    long millis = rows.getLong(column);
    return rows.wasNull() ? Optional.empty() : Optional.of(Instant.ofEpochMilli(millis));
  }

  private static Optional<Failure> failure(ResultSet rows) throws SQLException {
    @Nullable String code = rows.getString("error_code");
    return code == null
        ? Optional.empty()
        : Optional.of(new Failure(code, rows.getString("error_message")));
  }
}
