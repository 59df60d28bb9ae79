package io.dynalake.ledger;

import io.dynalake.error.ErrorCode;
import io.dynalake.error.JobException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/** The tables of a ledger in SQL. Times are milliseconds since 1970. */
final class SqlSchema {
  private SqlSchema() {}

  private static List<String> statements(String sortedText) {
    return List.of(
        "CREATE TABLE dynalake_ledger (version INTEGER NOT NULL)",
        """
        CREATE TABLE dynalake_runs (
          run_id TEXT NOT NULL PRIMARY KEY,
          job TEXT NOT NULL,
          source TEXT NOT NULL,
          target TEXT NOT NULL,
          fingerprint TEXT NOT NULL,
          options TEXT NOT NULL,
          state TEXT NOT NULL,
          owner TEXT NOT NULL,
          started BIGINT NOT NULL,
          heartbeat BIGINT NOT NULL,
          ended BIGINT,
          counts TEXT NOT NULL,
          error_code TEXT,
          error_message TEXT,
          version BIGINT NOT NULL,
          change_token TEXT NOT NULL
        )""",
        "CREATE INDEX dynalake_runs_started ON dynalake_runs (started)",
        "CREATE INDEX dynalake_runs_fingerprint ON dynalake_runs (fingerprint)",
        """
        CREATE TABLE dynalake_parts (
          run_id TEXT NOT NULL,
          part_id %s NOT NULL,
          kind TEXT NOT NULL,
          location TEXT NOT NULL,
          state TEXT NOT NULL,
          started BIGINT,
          ended BIGINT,
          attempts INTEGER NOT NULL,
          items BIGINT NOT NULL,
          bytes BIGINT NOT NULL,
          error_code TEXT,
          error_message TEXT,
          attempt_log TEXT NOT NULL,
          updated BIGINT NOT NULL,
          version BIGINT NOT NULL,
          change_token TEXT NOT NULL,
          PRIMARY KEY (run_id, part_id)
        )"""
            .formatted(sortedText),
        "INSERT INTO dynalake_ledger (version) VALUES (" + Ledgers.VERSION + ")");
  }

  /** Makes the tables where they are missing, or refuses to, and checks their version. */
  static void prepare(SqlDatabase database, Ledgers.Missing missing) throws SQLException {
    if (!database.use(database::hasTables)) {
      if (missing == Ledgers.Missing.REFUSED) {
        throw Ledgers.missing(database.name());
      }
      SqlWork<Boolean> making = connection -> create(database, connection);
      database.use(making.inTransaction());
    }
    Ledgers.requireVersion(database.name(), database.use(SqlSchema::version));
  }

  /** False if another process was first. */
  private static boolean create(SqlDatabase database, Connection connection) throws SQLException {
    database.lockTables(connection);
    if (database.hasTables(connection)) {
      return false;
    }
    try (Statement statement = connection.createStatement()) {
      for (String sql : statements(database.sortedText())) {
        statement.execute(sql);
      }
    }
    return true;
  }

  private static int version(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("SELECT max(version) FROM dynalake_ledger")) {
      if (!rows.next() || rows.getInt(1) == 0) {
        throw new JobException(
            ErrorCode.USAGE,
            "ledger: its table dynalake_ledger has no version; something else changed it; name"
                + " another place");
      }
      return rows.getInt(1);
    }
  }
}
