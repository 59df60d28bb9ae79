package io.dynalake.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dynalake.error.ErrorCode;
import io.dynalake.error.JobException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SqliteLedgerTest extends LedgerContract {
  private final Path file;
  private Optional<Connection> blocking = Optional.empty();

  SqliteLedgerTest(@TempDir Path folder) {
    file = folder.resolve("a folder/über 100%/ledger.db");
  }

  @Override
  String uri() {
    return file.toString();
  }

  @Override
  void becomeVersion(int version) {
    execute("UPDATE dynalake_ledger SET version = " + version);
  }

  /** Another process writes, and does not come to its end. */
  @Override
  void leave() throws SQLException {
    Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
    blocking = Optional.of(connection);
    try (Statement statement = connection.createStatement()) {
      statement.execute("BEGIN IMMEDIATE");
    }
  }

  @Override
  @AfterEach
  void comeBack() throws SQLException {
    if (blocking.isPresent()) {
      blocking.orElseThrow().close();
      blocking = Optional.empty();
    }
  }

  private void execute(String sql) {
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void isReadWhileAnotherWrites() throws SQLException {
    Ledger ledger = open();
    ledger.enter(run("r", NOW));
    leave();
    assertThat(ledger.run("r")).isPresent();
    assertThat(open().runs(5)).hasSize(1);
  }

  @Test
  void refusesAFileThatIsNoLedger() throws IOException {
    Files.createDirectories(file.getParent());
    Files.writeString(file, "{\"a\":1}\n".repeat(500));
    assertUsage("this file is no ledger (no SQLite database)");
    Files.writeString(file, "hello");
    assertUsage("this file is no ledger (no SQLite database)");
    Files.delete(file);
    execute("CREATE TABLE customers (id int)");
    assertUsage("this is a database of something else");
    Files.delete(file);
    Files.createDirectory(file);
    assertUsage("this is a folder");
  }

  private void assertUsage(String message) {
    assertThatThrownBy(this::open)
        .isInstanceOfSatisfying(
            JobException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.USAGE))
        .hasMessageContaining("ledger " + file + ": ")
        .hasMessageContaining(message);
  }

  @Test
  void noticesThatItsFileWasDeleted() throws IOException {
    Ledger ledger = open();
    ledger.enter(run("r", NOW));
    Files.delete(file);
    assertThatThrownBy(() -> ledger.enter(run("s", NOW)))
        .isInstanceOfSatisfying(
            JobException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.SERVICE))
        .hasMessageContaining("its file was moved, deleted or replaced while this used it");
  }
}
