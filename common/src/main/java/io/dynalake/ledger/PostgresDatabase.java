package io.dynalake.ledger;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.dynalake.error.ErrorCode;
import io.dynalake.error.JobException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLRecoverableException;
import java.sql.SQLTransientException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A database on a PostgreSQL server: the first schema of its user's search path. */
final class PostgresDatabase implements SqlDatabase {
  /** One for the run and one for its heartbeat. */
  private static final int CONNECTIONS = 2;

  private static final Duration CONNECTION_TIMEOUT = Duration.ofSeconds(5);

  /** Of all that make tables; some number that nobody else takes. */
  private static final long LOCK = 0x44796e616c616b65L;

  /**
   * Beginnings of SQLSTATE that may pass: no connection, conflicts of transactions, out of
   * resources, a lock is not to be had, shut down by an operator, system error, and read-only as
   * the server is that was the first before a fail-over.
   */
  private static final List<String> PASSING =
      List.of("08", "40", "53", "55P03", "57", "58", "25006");

  private final PostgresUrl url;
  private final PostgresSource source;
  private @Nullable HikariDataSource pool;

  PostgresDatabase(PostgresUrl url) {
    this.url = url;
    this.source = new PostgresSource(url);
  }

  @Override
  public String name() {
    return url.address();
  }

  @Override
  public <T> T use(SqlWork<T> work) throws SQLException {
    try (Connection connection = pool().getConnection()) {
      return work.with(connection);
    }
  }

  private synchronized HikariDataSource pool() throws SQLException {
    HikariDataSource made = pool;
    if (made == null) {
      // The pool would take its time to tell of a wrong password.
      source.getConnection().close();
      HikariConfig config = new HikariConfig();
      config.setPoolName("dynalake-ledger");
      config.setDataSource(source);
      config.setMaximumPoolSize(CONNECTIONS);
      config.setMinimumIdle(1);
      config.setConnectionTimeout(CONNECTION_TIMEOUT.toMillis());
      config.setInitializationFailTimeout(-1);
      made = new HikariDataSource(config);
      pool = made;
    }
    return made;
  }

  @Override
  public boolean hasTables(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery(
                // Not to_regclass: within a transaction it remembers what was missing.
                """
                SELECT 1 FROM pg_catalog.pg_class
                WHERE relname = 'dynalake_ledger' AND pg_catalog.pg_table_is_visible(oid)""")) {
      return rows.next();
    }
  }

  @Override
  public void lockTables(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute("SELECT pg_advisory_xact_lock(" + LOCK + ")");
    }
  }

  @Override
  public String sortedText() {
    return "TEXT COLLATE \"C\"";
  }

  @Override
  public Outage outage(SQLException e) {
    SQLException root = e;
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      if (cause instanceof JobException job) {
        throw job;
      }
      if (cause instanceof SQLException sql) {
        root = sql;
      }
    }
    String state = Optional.ofNullable(root.getSQLState()).orElse("");
    String why = "PostgreSQL: " + text(root) + (state.isEmpty() ? "" : " (" + state + ")");
    boolean passes =
        root instanceof SQLTransientException
            || root instanceof SQLRecoverableException
            || PASSING.stream().anyMatch(state::startsWith);
    if (passes) {
      return new Outage(why, e);
    }
    throw switch (state) {
      case "28000", "28P01" ->
          failure(
              ErrorCode.SERVICE,
              "the server does not let this user in; "
                  + why
                  + "; check user and password: "
                  + Password.VARIABLE
                  + ", passwordFile or secret",
              e);
      case "3D000" ->
          failure(
              ErrorCode.INPUT_MISSING,
              "there is no such database; " + why + "; create it, or correct the URL",
              e);
      case "42501", "3F000" ->
          failure(
              ErrorCode.SERVICE,
              "this user may not do that; "
                  + why
                  + "; grant it CREATE on a schema of its search path (for the first start), and"
                  + " SELECT, INSERT and UPDATE on the tables dynalake_*",
              e);
      default ->
          failure(ErrorCode.SERVICE, "the request failed; " + why + "; see the server's log", e);
    };
  }

  /** With what is below it: "The connection attempt failed." says too little. */
  private static String text(SQLException e) {
    Throwable cause = e.getCause();
    String message = String.valueOf(e.getMessage()).replaceAll("\\s*\\R\\s*", " ");
    return cause == null || cause.getMessage() == null ? message : message + " " + cause;
  }

  private JobException failure(ErrorCode code, String what, SQLException e) {
    return new JobException(code, "ledger " + name() + ": " + what, e);
  }

  @Override
  public synchronized void close() {
    if (pool != null) {
      pool.close();
      pool = null;
    }
  }
}
