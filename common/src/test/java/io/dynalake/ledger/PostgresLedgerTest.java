package io.dynalake.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dynalake.error.ErrorCode;
import io.dynalake.error.JobException;
import io.dynalake.testsupport.postgres.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PostgresLedgerTest extends LedgerContract {
  /** Its own: it is stopped now and then. */
  private static final EmbeddedPostgres POSTGRES = EmbeddedPostgres.start();

  private final String database = POSTGRES.newDatabase();

  @AfterAll
  static void stop() {
    POSTGRES.close();
  }

  @Override
  String uri() {
    return POSTGRES.url(database);
  }

  @Override
  void becomeVersion(int version) {
    POSTGRES.execute(database, "UPDATE dynalake_ledger SET version = " + version);
  }

  @Override
  void leave() {
    POSTGRES.leave();
  }

  @Override
  void comeBack() {
    POSTGRES.comeBack();
  }

  @Test
  void letsInWithThePasswordOfTheEnvironmentOrOfAFile(@TempDir Path folder) throws IOException {
    String user = database + "user";
    postgresUser(user, "geheim ß");
    String uri = POSTGRES.address(database) + "?user=" + user;

    assertThatThrownBy(() -> open(uri, Map.of("DYNALAKE_LEDGER_PASSWORD", "wrong")))
        .isInstanceOfSatisfying(
            JobException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.SERVICE))
        .hasMessageContaining("the server does not let this user in")
        .hasMessageContaining("28P01")
        .hasMessageNotContaining("wrong");
    try (Ledger ledger = open(uri, Map.of("DYNALAKE_LEDGER_PASSWORD", "geheim ß"))) {
      assertThat(ledger.enter(run("r", NOW))).isTrue();
    }
    Path file = Files.writeString(folder.resolve("pass word+1"), "geheim ß\n");
    try (Ledger ledger =
        open(uri + "&passwordFile=" + file.toString().replace(" ", "%20"), Map.of())) {
      assertThat(ledger.runs(1)).hasSize(1);
    }
    assertThatThrownBy(() -> open(uri + "&passwordFile=/none/such", Map.of()))
        .hasMessageContaining("passwordFile /none/such: cannot be read");
  }

  @Test
  void goesOnWithTheNewPasswordWhenItWasChanged(@TempDir Path folder) throws IOException {
    String user = database + "user";
    postgresUser(user, "old");
    Path file = Files.writeString(folder.resolve("password"), "old");
    String uri = POSTGRES.address(database) + "?user=" + user + "&passwordFile=" + file;
    try (Ledger ledger = open(uri, Map.of())) {
      ledger.enter(run("r", NOW));
      POSTGRES.execute(database, "ALTER ROLE " + user + " PASSWORD 'new'");
      Files.writeString(file, "new\n");
      endConnections();
      assertThat(ledger.enter(run("s", NOW))).isTrue();
    }
  }

  private void postgresUser(String user, String password) {
    POSTGRES.execute(
        database,
        "CREATE ROLE " + user + " LOGIN PASSWORD '" + password + "'",
        "GRANT CREATE ON SCHEMA public TO " + user);
    POSTGRES.requirePassword(user);
  }

  private void endConnections() {
    POSTGRES.execute(
        "postgres",
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '"
            + database
            + "'");
  }

  private Ledger open(String uri, Map<String, String> environment) {
    return Ledgers.open(uri, Duration.ofSeconds(5), note -> {}, Ledgers.Missing.MADE, environment);
  }

  @Test
  void saysThatThereIsNoSuchDatabase() {
    assertThatThrownBy(() -> open(POSTGRES.url("none"), Map.of()))
        .isInstanceOfSatisfying(
            JobException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.INPUT_MISSING))
        .hasMessageContaining("there is no such database");
  }

  @Test
  void saysWhatAUserMayNotDo() {
    String user = database + "user";
    POSTGRES.execute(database, "CREATE ROLE " + user + " LOGIN");
    assertThatThrownBy(() -> open(POSTGRES.address(database) + "?user=" + user, Map.of()))
        .isInstanceOfSatisfying(
            JobException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.SERVICE))
        .hasMessageContaining("this user may not do that")
        .hasMessageContaining("grant it CREATE on a schema");
  }

  @Test
  void goesOnAfterItsConnectionsWereEnded() {
    Ledger ledger = open();
    ledger.enter(run("r", NOW));
    endConnections();
    assertThat(ledger.enter(run("s", NOW))).isTrue();
  }
}
