package io.dynalake.ledger;

import io.dynalake.error.ErrorCode;
import io.dynalake.error.JobException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteConfig.JournalMode;
import org.sqlite.SQLiteConfig.SynchronousMode;
import org.sqlite.SQLiteConfig.TransactionMode;
import org.sqlite.SQLiteOpenMode;

/**
 * A file on a local disk. Its journal (write-ahead log) lets processes read while one writes; that
 * needs shared memory, which network file systems do not have.
 */
final class SqliteDatabase implements SqlDatabase {
  private static final Duration BUSY_TIMEOUT = Duration.ofSeconds(5);

  // Result codes of SQLite.
  private static final int BUSY = 5;
  private static final int LOCKED = 6;
  private static final int OUT_OF_MEMORY = 7;
  private static final int READ_ONLY = 8;
  private static final int INTERRUPTED = 9;
  private static final int IO_ERROR = 10;
  private static final int CORRUPT = 11;
  private static final int FULL = 13;
  private static final int CANNOT_OPEN = 14;
  private static final int PROTOCOL = 15;
  private static final int NOT_A_DATABASE = 26;

  private final Path file;
  private final Ledgers.Missing missing;
  private @Nullable Connection connection;
  private Optional<Object> identity = Optional.empty();

  SqliteDatabase(Path file, Ledgers.Missing missing) {
    this.file = file;
    this.missing = missing;
  }

  @Override
  public String name() {
    return file.toString();
  }

  /** One connection, one user of it at a time: SQLite takes one writer anyway. */
  @Override
  public synchronized <T> T use(SqlWork<T> work) throws SQLException {
    if (connection == null) {
      connection = open();
      identity = identity();
    } else if (!identity().equals(identity)) {
      // SQLite would go on to write into what nobody will find.
      throw new JobException(
          ErrorCode.SERVICE,
          subject()
              + ": its file was moved, deleted or replaced while this used it; start again, with"
              + " the file back in its place if it still is somewhere");
    }
    return work.with(connection);
  }

  /** Of the file that is there now; empty if there is none, or its file system does not tell. */
  private Optional<Object> identity() {
    try {
      return Optional.ofNullable(Files.readAttributes(file, BasicFileAttributes.class).fileKey());
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private Connection open() throws SQLException {
    if (Files.isDirectory(file)) {
      throw usage("this is a folder; a ledger is a file; name one in it, such as ledger.db");
    }
    if (missing == Ledgers.Missing.REFUSED && !Files.exists(file)) {
      throw Ledgers.missing(name());
    }
    try {
      Path folder = file.toAbsolutePath().getParent();
      if (folder != null) {
        Files.createDirectories(folder);
      }
    } catch (IOException e) {
      throw usage("its folder cannot be made; " + e + "; name another place");
    }
    SQLiteConfig config = new SQLiteConfig();
    config.setBusyTimeout((int) BUSY_TIMEOUT.toMillis());
    config.setJournalMode(JournalMode.WAL);
    config.setSynchronous(SynchronousMode.FULL);
    // A transaction that begins with reading could not go on to write if another did meanwhile.
    config.setTransactionMode(TransactionMode.IMMEDIATE);
    if (missing == Ledgers.Missing.REFUSED) {
      config.resetOpenMode(SQLiteOpenMode.CREATE);
    }
    return config.createConnection("jdbc:sqlite:" + file.toAbsolutePath());
  }

  @Override
  public boolean hasTables(Connection open) throws SQLException {
    try (Statement statement = open.createStatement();
        ResultSet rows =
            statement.executeQuery(
                """
                SELECT count(*), count(*) FILTER (WHERE name = 'dynalake_ledger')
                FROM sqlite_master""")) {
      rows.next();
      if (rows.getInt(1) > 0 && rows.getInt(2) == 0) {
        throw usage("this is a database of something else; name another file");
      }
      return rows.getInt(2) > 0;
    }
  }

  @Override
  public void lockTables(Connection open) {
    // The transaction has the only right to write from its beginning.
  }

  @Override
  public String sortedText() {
    return "TEXT";
  }

  @Override
  public Outage outage(SQLException e) {
    String why = "SQLite: " + e.getMessage();
    return switch (e.getErrorCode() & 0xFF) {
      case NOT_A_DATABASE ->
          throw usage("this file is no ledger (no SQLite database); name another one");
      case CORRUPT ->
          throw new JobException(
              ErrorCode.SERVICE,
              subject() + ": the file is damaged; " + why + "; move it away and start again",
              e);
      case READ_ONLY ->
          throw new JobException(
              ErrorCode.SERVICE,
              subject()
                  + ": it cannot be written; "
                  + why
                  + "; check that this user may write it and its folder",
              e);
      case CANNOT_OPEN ->
          throw new JobException(
              ErrorCode.USAGE,
              subject()
                  + ": it cannot be opened; "
                  + why
                  + "; check that this user may write it and its folder, on a local disk",
              e);
      case FULL -> new Outage(why + " (its disk is full: make room)", e);
      case BUSY, LOCKED, OUT_OF_MEMORY, INTERRUPTED, IO_ERROR, PROTOCOL -> new Outage(why, e);
      default ->
          throw new JobException(
              ErrorCode.SERVICE,
              subject()
                  + ": the request failed; "
                  + why
                  + "; where its native code cannot be loaded, set -Dorg.sqlite.tmpdir to a folder"
                  + " that may hold programs",
              e);
    };
  }

  private JobException usage(String what) {
    return new JobException(ErrorCode.USAGE, subject() + ": " + what);
  }

  private String subject() {
    return "ledger " + name();
  }

  @Override
  public synchronized void close() {
    if (connection != null) {
      try {
        connection.close();
      } catch (SQLException e) {
        // What was committed is on the disk.
      } finally {
        connection = null;
      }
    }
  }
}
