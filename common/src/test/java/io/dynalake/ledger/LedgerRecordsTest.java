package io.dynalake.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dynalake.error.ErrorCode;
import io.dynalake.error.JobException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LedgerRecordsTest {
  private static final Instant T0 = Instant.parse("2026-03-01T10:00:00Z");
  private static final Failure TORN = Failure.of(ErrorCode.BAD_DATA, "a: torn");

  private final RunRecord run =
      RunRecord.begin("r", "backfill", "in", "out", "f", List.of(), "host:1", T0);
  private final PartRecord part = PartRecord.pending("a", PartKind.DATA_FILE, "in/a", T0);

  private static Instant at(int seconds) {
    return T0.plusSeconds(seconds);
  }

  @Test
  void aRunBeatsAndEnds() {
    RunRecord beaten = run.beat(at(1), Map.of("read", 5L));
    assertThat(beaten.heartbeat()).isEqualTo(at(1));
    assertThat(beaten.counts()).isEqualTo(Map.of("read", 5L));
    assertThat(beaten.version()).isEqualTo(1);

    RunRecord ended = beaten.ended(RunState.FAILED, at(2), Map.of("read", 6L), Optional.of(TORN));
    assertThat(ended.ended()).contains(at(2));
    assertThat(ended.failure()).contains(TORN);
    assertThatIllegalStateException()
        .isThrownBy(() -> ended.beat(at(3), Map.of()))
        .withMessage("run r: it is FAILED and cannot beat");
    assertThatIllegalStateException()
        .isThrownBy(() -> ended.ended(RunState.COMPLETED, at(3), Map.of(), Optional.empty()));
    assertThatIllegalStateException()
        .isThrownBy(() -> run.ended(RunState.RUNNING, at(3), Map.of(), Optional.empty()));
  }

  @Test
  void aRunIsTakenOverUnlessItIsComplete() {
    RunRecord partial = run.ended(RunState.PARTIAL, at(2), Map.of("read", 6L), Optional.of(TORN));
    RunRecord again = partial.takenOver("heir", at(9));
    assertThat(again.state()).isEqualTo(RunState.RUNNING);
    assertThat(again.owner()).isEqualTo("heir");
    assertThat(again.started()).isEqualTo(T0);
    assertThat(again.heartbeat()).isEqualTo(at(9));
    assertThat(again.ended()).isEmpty();
    assertThat(again.failure()).isEmpty();
    assertThat(again.counts()).isEqualTo(Map.of("read", 6L));
    assertThat(run.takenOver("heir", at(9)).owner()).isEqualTo("heir");
    RunRecord completed = run.ended(RunState.COMPLETED, at(2), Map.of(), Optional.empty());
    assertThatIllegalStateException().isThrownBy(() -> completed.takenOver("heir", at(9)));
  }

  @Test
  void aPartIsTriedAgainUntilItIsComplete() {
    PartRecord failed = part.begin(at(1)).failed(TORN, at(3));
    assertThat(failed.state()).isEqualTo(PartState.FAILED);
    assertThat(failed.started()).contains(at(1));
    assertThat(failed.ended()).contains(at(3));
    assertThat(failed.failure()).contains(TORN);

    PartRecord done = failed.begin(at(5)).completed(7, 70, at(9));
    assertThat(done.state()).isEqualTo(PartState.COMPLETED);
    assertThat(done.started()).contains(at(5));
    assertThat(done.updated()).isEqualTo(at(9));
    assertThat(done.items()).isEqualTo(7);
    assertThat(done.bytes()).isEqualTo(70);
    assertThat(done.failure()).isEmpty();
    assertThat(done.attempts())
        .containsExactly(
            new Attempt(1, at(1), Optional.of(at(3)), Optional.of(TORN)),
            new Attempt(2, at(5), Optional.of(at(9)), Optional.empty()));
    assertThatIllegalStateException()
        .isThrownBy(() -> done.begin(at(10)))
        .withMessage("a: it is COMPLETED and cannot begin");
    assertThatIllegalStateException().isThrownBy(() -> part.completed(1, 1, at(1)));
    assertThatIllegalStateException().isThrownBy(() -> part.failed(TORN, at(1)));
    assertThatIllegalStateException().isThrownBy(() -> part.begin(at(1)).begin(at(2)));
  }

  @Test
  void anAttemptCountsIfTheDriverDiedAndNotIfTheRunGaveUp() {
    PartRecord second = part.begin(at(1)).failed(TORN, at(3)).begin(at(5));

    PartRecord released = second.released(at(6));
    assertThat(released.state()).isEqualTo(PartState.PENDING);
    assertThat(released.attemptsMade()).isEqualTo(1);
    assertThat(released.started()).contains(at(1));
    assertThat(released.begin(at(7)).attemptsMade()).isEqualTo(2);
    assertThat(part.begin(at(1)).released(at(2)).started()).isEmpty();

    PartRecord lost = second.lost(at(6));
    assertThat(lost.state()).isEqualTo(PartState.PENDING);
    assertThat(lost.attemptsMade()).isEqualTo(2);
    assertThat(lost.failure().orElseThrow().message()).contains("a: the driver died");
    assertThatIllegalStateException().isThrownBy(() -> part.lost(at(1)));
    assertThatIllegalStateException().isThrownBy(() -> lost.released(at(7)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a b", "../r", "é", ".r"})
  void refusesWhatIsNoIdOfARun(String id) {
    assertThatThrownBy(() -> RunRecord.requireRunId(id))
        .isInstanceOfSatisfying(
            JobException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.USAGE))
        .hasMessageContaining("this is no id of a run");
  }

  @Test
  void refusesKeysThatNoLedgerTakes() {
    for (String id : List.of("", "a\0b", "half \uD83D", "x".repeat(1_023) + "ä")) {
      assertThatThrownBy(() -> PartRecord.pending(id, PartKind.DATA_FILE, "in", T0))
          .isInstanceOfSatisfying(
              JobException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.BAD_DATA))
          .hasMessageContaining("no ledger takes this key of ");
    }
  }

  @Test
  void refusesRunsThatContradictThemselves() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> RunRecord.begin("r", "", "in", "out", "f", List.of(), "h", T0));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> RunRecord.begin("r", "job", "in", "out", "", List.of(), "h", T0))
        .withMessageContaining("a fingerprint has 1 to 200 characters, not 0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Attempt(0, T0, Optional.empty(), Optional.empty()));
  }

  @Test
  void cutsMessagesBetweenCharacters() {
    assertThat(new Failure("BUG", "x".repeat(1_998) + "😀y").message())
        .isEqualTo("x".repeat(1_998) + "…");
    assertThat(new Failure("BUG", "x".repeat(2_000)).message()).isEqualTo("x".repeat(2_000));
  }
}
