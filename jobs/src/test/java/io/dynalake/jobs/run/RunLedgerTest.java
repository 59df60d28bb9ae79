package io.dynalake.jobs.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.dynalake.error.ErrorCode;
import io.dynalake.jobs.run.RunLedger.Read;
import io.dynalake.ledger.Failure;
import io.dynalake.ledger.Ledger;
import io.dynalake.ledger.Ledgers;
import io.dynalake.ledger.PartKind;
import io.dynalake.ledger.PartRecord;
import io.dynalake.ledger.PartState;
import io.dynalake.ledger.RunRecord;
import io.dynalake.ledger.RunState;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunLedgerTest {
  private static final Failure BAD = Failure.of(ErrorCode.BAD_DATA, "b: it is torn");

  private final Ledger ledger;

  RunLedgerTest(@TempDir Path folder) {
    ledger = Ledgers.open(folder.resolve("ledger.db").toString(), Ledgers.PATIENCE, message -> {});
  }

  @AfterEach
  void close() {
    ledger.close();
  }

  private RunLedger begin() {
    RunRecord run =
        RunRecord.begin(
            "r",
            "export",
            "table",
            "landing",
            "f",
            List.of(),
            RunLedger.thisProcess(),
            Instant.now());
    return RunLedger.begin(ledger, run, false, () -> Map.of("read", 7L));
  }

  private static List<PartRecord> parts() {
    return List.of("a", "b", "c", "d").stream()
        .map(id -> PartRecord.pending(id, PartKind.SEGMENT, "landing", Instant.now()))
        .toList();
  }

  @Test
  void isCorrectedByWhatIsThere() {
    try (RunLedger died = begin()) {
      died.enter(parts(), Map.of());
      died.take(List.of("a", "b", "c"));
      died.completed(Map.of("a", new Read(1, 10)));
      died.failed(Map.of("b", BAD));
    }
    try (RunLedger next = begin()) {
      // Of a nothing is there; c was done just before the driver died, and d by another process.
      next.enter(parts(), Map.of("c", new Read(3, 30), "d", new Read(4, 40)));
      assertThat(next.attempts()).isEqualTo(Map.of("a", 1, "b", 1, "c", 1, "d", 1));
      next.take(List.of("a", "b"));
      next.completed(Map.of("a", new Read(1, 10), "b", new Read(2, 20)));
      assertThat(next.attempts()).isEqualTo(Map.of("a", 2, "b", 2, "c", 1, "d", 1));
      assertThat(next.isRunning()).isTrue();
      next.end(RunState.COMPLETED, Optional.empty());
      assertThat(next.isRunning()).isFalse();
    }
    assertThat(ledger.parts("r", Set.of()))
        .allMatch(part -> part.state() == PartState.COMPLETED)
        .extracting(PartRecord::items)
        .containsExactly(1L, 2L, 3L, 4L);
    assertThat(ledger.run("r").orElseThrow().counts()).isEqualTo(Map.of("read", 7L));
  }

  @Test
  void takesOnceWhatStartsTwiceAtOnce() {
    try (RunLedger run = begin()) {
      run.enter(parts(), Map.of());
      run.take(List.of("a", "b", "a"));
      run.take(List.of("a"));
      assertThat(run.attempts()).isEqualTo(Map.of("a", 1, "b", 1, "c", 0, "d", 0));
    }
  }

  @Test
  void leavesPartsAloneThatAnotherStageEntered() {
    try (RunLedger run = begin()) {
      run.enter(parts(), Map.of("a", new Read(1, 10)));
      PartRecord file = PartRecord.pending("x", PartKind.DATA_FILE, "landing", Instant.now());
      run.enter(List.of(file), Map.of());
    }
    assertThat(ledger.parts("r", Set.of(PartState.COMPLETED)))
        .extracting(PartRecord::id)
        .containsExactly("a");
  }
}
