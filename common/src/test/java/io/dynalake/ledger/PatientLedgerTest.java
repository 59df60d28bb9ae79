package io.dynalake.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dynalake.error.JobException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What it does beside waiting; the contract of ledgers has that. */
class PatientLedgerTest {
  private final List<String> notes = new ArrayList<>();
  private final Path file;

  PatientLedgerTest(@TempDir Path folder) {
    file = folder.resolve("ledger.db");
  }

  private Ledger open() {
    return Ledgers.open(file.toString(), Duration.ofMinutes(5), notes::add);
  }

  @Test
  void endsWhenItIsInterrupted() throws Exception {
    try (Ledger ledger = open();
        Connection other = DriverManager.getConnection("jdbc:sqlite:" + file);
        Statement statement = other.createStatement()) {
      RunRecord run = LedgerContract.run("r", Instant.EPOCH);
      ledger.enter(run);
      statement.execute("BEGIN IMMEDIATE");
      Thread.currentThread().interrupt();
      assertThatThrownBy(() -> ledger.change(run.beat(Instant.EPOCH, Map.of())))
          .isInstanceOf(JobException.class)
          .hasMessageContaining("interrupted while waiting for it");
      assertThat(Thread.interrupted()).isTrue();
      assertThat(notes).hasSize(1);
    }
  }

  @Test
  void isOfNoUseOnceItIsClosed() {
    Ledger ledger = open();
    ledger.close();
    assertThatThrownBy(() -> ledger.run("r"))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("ledger " + file + ": closed");
  }

  @Test
  void entersAPartOnceThatIsThereTwice() {
    try (Ledger ledger = open()) {
      PartRecord part = LedgerContract.part("a");
      ledger.enterParts("r", List.of(part, part.begin(LedgerContract.NOW)));
      assertThat(ledger.totals("r")).containsEntry(PartState.PENDING, new PartTotals(1, 0, 0));
    }
  }
}
