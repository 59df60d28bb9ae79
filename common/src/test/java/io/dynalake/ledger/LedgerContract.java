package io.dynalake.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dynalake.error.ErrorCode;
import io.dynalake.error.JobException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What every ledger does; each test has a place of its own. */
abstract class LedgerContract {
  static final Instant NOW = Instant.parse("2026-03-01T10:15:30.123Z");

  /** Everything that some store might break: quotes, other scripts, NUL, half a character. */
  private static final String HOSTILE =
      "'; DROP TABLE dynalake_runs; --\"\\ ${x} %s ?1 \t\n ñ 漢字 😀 \u202Eabc \u0000 \uDFFF end";

  private static final String STORED = HOSTILE.replace('\0', '\uFFFD').replace('\uDFFF', '\uFFFD');

  private final List<String> notes = Collections.synchronizedList(new ArrayList<>());
  private final List<Ledger> opened = Collections.synchronizedList(new ArrayList<>());

  /** A place without a ledger, which stays the same within a test. */
  abstract String uri();

  /** Makes it the ledger of a program that knows this version. */
  abstract void becomeVersion(int version);

  /** Keeps everybody from writing. */
  abstract void leave() throws Exception;

  abstract void comeBack() throws Exception;

  /** As many as a large export has; fewer where the store of the tests is slow. */
  int manyParts() {
    return 10_000;
  }

  @AfterEach
  void closeLedgers() {
    opened.forEach(Ledger::close);
  }

  final Ledger open() {
    return open(Duration.ofSeconds(30));
  }

  final Ledger open(Duration patience) {
    return kept(Ledgers.open(uri(), patience, notes::add, Ledgers.Missing.MADE, Map.of()));
  }

  private Ledger kept(Ledger ledger) {
    opened.add(ledger);
    return ledger;
  }

  /** A ledger whose store does what it is asked, and loses every first answer. */
  private Ledger openWithLostAnswers() {
    Store store = LedgerUri.parse(uri(), Map.of()).store(Ledgers.Missing.MADE);
    return kept(
        new PatientLedger(new LosingStore(store), Duration.ofSeconds(30), notes::add).prepared());
  }

  static RunRecord run(String id, Instant started) {
    return RunRecord.begin(
        id,
        "backfill",
        "s3://in",
        "s3://lake/orders",
        "f1",
        List.of("--x", "1"),
        "host:1",
        started);
  }

  static PartRecord part(String id) {
    return PartRecord.pending(id, PartKind.DATA_FILE, "s3://in/" + id, NOW);
  }

  private static List<PartRecord> begun(Ledger ledger, String... ids) {
    ledger.enterParts("r", Stream.of(ids).map(LedgerContract::part).toList());
    List<PartRecord> begun =
        ledger.parts("r", Set.of()).stream().map(part -> part.begin(NOW)).toList();
    assertThat(ledger.changeParts("r", begun)).isEmpty();
    return begun.stream().map(PartRecord::entered).toList();
  }

  @Test
  void entersARunOnce() {
    Ledger ledger = open();
    assertThat(ledger.run("r")).isEmpty();

    assertThat(ledger.enter(run("r", NOW))).isTrue();
    assertThat(ledger.enter(run("r", NOW.plusSeconds(9)))).isFalse();

    assertThat(open().run("r")).contains(run("r", NOW));
  }

  @Test
  void keepsAllOfARun() {
    Ledger ledger = open();
    RunRecord begun =
        RunRecord.begin(
            "2026.r-1_x",
            "backfill",
            HOSTILE,
            "target " + HOSTILE,
            "print " + HOSTILE,
            List.of("--sql", HOSTILE, ""),
            "owner " + HOSTILE,
            NOW.plusNanos(456_789));
    ledger.enter(begun);
    Map<String, Long> counts = Map.of("read", 1L << 53 | 1, "written", Long.MAX_VALUE);
    Failure why = new Failure("BAD_DATA", "x".repeat(1_999) + "😀 and so on");

    Optional<RunRecord> ended =
        ledger.change(begun.ended(RunState.PARTIAL, NOW.plusSeconds(5), counts, Optional.of(why)));

    assertThat(ended.orElseThrow())
        .isEqualTo(open().run("2026.r-1_x").orElseThrow())
        .satisfies(
            run -> {
              assertThat(run.source()).isEqualTo(STORED);
              assertThat(run.options()).containsExactly("--sql", STORED, "");
              assertThat(run.started()).isEqualTo(NOW);
              assertThat(run.ended()).contains(NOW.plusSeconds(5));
              assertThat(run.state()).isEqualTo(RunState.PARTIAL);
              assertThat(run.counts()).isEqualTo(counts);
              assertThat(run.failure().orElseThrow().message()).isEqualTo("x".repeat(1_999) + "…");
              assertThat(run.version()).isEqualTo(2);
            });
    assertThat(ledger.latest("backfill", "target " + HOSTILE, "print " + HOSTILE)).isEqualTo(ended);
  }

  @Test
  void listsRunsFromTheNewestOn() {
    Ledger ledger = open();
    for (int i : new int[] {3, 1, 4, 2, 5}) {
      ledger.enter(run("r" + i, NOW.plusSeconds(i)));
    }
    assertThat(ledger.runs(3)).extracting(RunRecord::runId).containsExactly("r5", "r4", "r3");
    assertThat(ledger.runs(9)).hasSize(5);
    assertThat(ledger.runs(9).get(4)).isEqualTo(run("r1", NOW.plusSeconds(1)));
  }

  @Test
  void findsTheNewestRunOfTheSameSourceAndTarget() {
    Ledger ledger = open();
    for (int i = 0; i < 3; i++) {
      ledger.enter(run("r" + i, NOW.plusSeconds(i)));
    }
    RunRecord other =
        RunRecord.begin(
            "o", "backfill", "s", "elsewhere", "f1", List.of(), "h", NOW.plusSeconds(8));
    ledger.enter(other);

    assertThat(ledger.latest("backfill", "s3://lake/orders", "f1").orElseThrow().runId())
        .isEqualTo("r2");
    assertThat(ledger.latest("backfill", "elsewhere", "f1")).contains(other);
    assertThat(ledger.latest("export", "elsewhere", "f1")).isEmpty();
    assertThat(ledger.latest("backfill", "elsewhere", "f2")).isEmpty();
  }

  @Test
  void changesARunThatNobodyElseChangedMeanwhile() {
    Ledger ledger = open();
    RunRecord first = run("r", NOW);
    assertThat(ledger.change(first)).as("a run that is not there").isEmpty();
    ledger.enter(first);

    RunRecord second = ledger.change(first.beat(NOW, Map.of("read", 1L))).orElseThrow();
    assertThat(second.version()).isEqualTo(2);
    assertThat(open().change(first.takenOver("thief", NOW))).isEmpty();
    assertThat(ledger.run("r")).contains(second);

    RunRecord third = open().change(second.takenOver("heir", NOW)).orElseThrow();
    assertThat(third.version()).isEqualTo(3);
    assertThat(ledger.run("r").orElseThrow().owner()).isEqualTo("heir");
  }

  @Test
  void losesNoneOfTheChangesByFourWriters() throws Exception {
    Ledger shared = open();
    shared.enter(run("r", NOW));
    List<CompletableFuture<Void>> writers =
        IntStream.range(0, 4)
            .mapToObj(i -> i < 2 ? shared : open())
            .map(
                ledger ->
                    CompletableFuture.runAsync(() -> count(ledger, 60), LedgerContract::start))
            .toList();
    for (CompletableFuture<Void> writer : writers) {
      writer.get(5, TimeUnit.MINUTES);
    }
    RunRecord last = shared.run("r").orElseThrow();
    assertThat(last.counts()).isEqualTo(Map.of("read", 240L));
    assertThat(last.version()).isEqualTo(241);
  }

  /** Not the common pool: on a small machine it has one thread. */
  private static void start(Runnable work) {
    Thread thread = new Thread(work, "ledger-test");
    thread.setDaemon(true);
    thread.start();
  }

  private static void count(Ledger ledger, int times) {
    for (int done = 0; done < times; ) {
      RunRecord run = ledger.run("r").orElseThrow();
      long read = run.counts().getOrDefault("read", 0L);
      if (ledger.change(run.beat(NOW, Map.of("read", read + 1))).isPresent()) {
        done++;
      }
    }
  }

  @Test
  void leavesPartsAloneThatAreThere() {
    Ledger ledger = open();
    ledger.enterParts("other", List.of(part("a")));
    PartRecord a = begun(ledger, "a", "b").get(0);

    ledger.enterParts("r", List.of(part("c"), part("b"), part("a"), part("c")));

    assertThat(ledger.parts("r", Set.of()))
        .extracting(PartRecord::id)
        .containsExactly("a", "b", "c");
    assertThat(ledger.parts("r", Set.of()).get(0)).isEqualTo(a);
    assertThat(ledger.parts("r", Set.of(PartState.PENDING))).containsExactly(part("c"));
    ledger.enterParts("r", List.of());
    assertThat(ledger.parts("none", Set.of())).isEmpty();
  }

  @Test
  void sortsPartsByTheirUtf8() {
    Ledger ledger = open();
    // UTF-16 puts the emoji before U+FF21, a locale puts b before B and ä before z.
    List<String> sorted = List.of("A", "B", "a b", "a/b", "ab", "b", "z", "ä", "Ａ", "😀");
    List<PartRecord> parts = new ArrayList<>(sorted.stream().map(LedgerContract::part).toList());
    Collections.shuffle(parts);

    ledger.enterParts("r", parts);
    ledger.enterParts("r", parts);

    assertThat(ledger.parts("r", Set.of())).extracting(PartRecord::id).isEqualTo(sorted);
  }

  @Test
  void keepsAllOfAPart() {
    Ledger ledger = open();
    String id = "x".repeat(1_020) + "😀";
    PartRecord part =
        PartRecord.pending(id, PartKind.SEGMENT, HOSTILE, NOW.plusNanos(999)).begin(NOW);
    for (int i = 1; i <= 60; i++) {
      part = part.failed(new Failure("BAD_DATA", "漢".repeat(5_000) + i), NOW.plusSeconds(i));
      part = part.begin(NOW.plusSeconds(i));
    }
    ledger.enterParts("r", List.of(part));

    PartRecord stored = open().parts("r", Set.of(PartState.IN_PROGRESS)).get(0);

    assertThat(stored).isEqualTo(part);
    assertThat(stored.location()).isEqualTo(STORED);
    assertThat(stored.attemptsMade()).isEqualTo(61);
    assertThat(stored.attempts()).hasSize(50);
    assertThat(stored.attempts().get(0).number()).isEqualTo(12);
    PartRecord done = stored.completed(3, 1L << 53 | 1, NOW.plusMillis(7));
    assertThat(ledger.changeParts("r", List.of(done))).isEmpty();
    assertThat(ledger.parts("r", Set.of())).containsExactly(done.entered());
  }

  @Test
  void namesPartsThatAnotherChangedMeanwhile() {
    Ledger ledger = open();
    List<PartRecord> begun = begun(ledger, "a", "b", "c");
    PartRecord b = begun.get(1).completed(7, 70, NOW);
    assertThat(open().changeParts("r", List.of(b))).isEmpty();

    List<PartRecord> late =
        begun.stream().map(part -> part.failed(new Failure("SERVICE", "late"), NOW)).toList();
    assertThat(ledger.changeParts("r", late)).containsExactly("b");

    assertThat(ledger.parts("r", Set.of(PartState.COMPLETED))).containsExactly(b.entered());
    assertThat(ledger.parts("r", Set.of(PartState.FAILED)))
        .extracting(PartRecord::id)
        .containsExactly("a", "c");
    PartRecord unknown = part("d").begin(NOW);
    assertThat(ledger.changeParts("r", List.of(unknown))).containsExactly("d");
    assertThat(ledger.changeParts("r", List.of())).isEmpty();
    assertThatThrownBy(() -> ledger.changeParts("r", List.of(unknown, unknown)))
        .hasMessageContaining("d: changed twice at once");
  }

  @Test
  void sumsUpPartsByState() {
    Ledger ledger = open();
    List<PartRecord> begun = begun(ledger, "a", "b", "c", "d");
    long large = 1L << 40;
    ledger.changeParts(
        "r",
        List.of(
            begun.get(0).completed(large, 2 * large, NOW),
            begun.get(1).completed(5, 50, NOW),
            begun.get(2).failed(new Failure("BAD_DATA", "torn"), NOW)));
    ledger.enterParts("r", List.of(part("e"), part("f")));
    ledger.enterParts("other", List.of(part("a")));

    assertThat(ledger.totals("r"))
        .isEqualTo(
            Map.of(
                PartState.PENDING, new PartTotals(2, 0, 0),
                PartState.IN_PROGRESS, new PartTotals(1, 0, 0),
                PartState.COMPLETED, new PartTotals(2, large + 5, 2 * large + 50),
                PartState.FAILED, new PartTotals(1, 0, 0)));
    assertThat(ledger.totals("none")).hasSize(4).containsValue(PartTotals.NONE);
  }

  @Test
  void takesThousandsOfParts() {
    Ledger ledger = open();
    List<PartRecord> parts =
        IntStream.range(0, manyParts())
            .mapToObj(
                i -> part("AWSDynamoDB/01693685827463-2d8752fd/data/%06d.json.gz".formatted(i)))
            .toList();
    ledger.enterParts("r", parts);
    ledger.enterParts("r", parts);

    List<PartRecord> begun = parts.stream().map(part -> part.begin(NOW)).toList();
    assertThat(ledger.changeParts("r", begun)).isEmpty();
    assertThat(ledger.changeParts("r", begun.subList(0, 100))).hasSize(100);

    assertThat(ledger.parts("r", Set.of()))
        .isEqualTo(begun.stream().map(PartRecord::entered).toList());
    assertThat(ledger.totals("r"))
        .containsEntry(PartState.IN_PROGRESS, new PartTotals(manyParts(), 0, 0));
  }

  @Test
  void countsAChangeAsDoneWhoseAnswerWasLost() {
    Ledger ledger = openWithLostAnswers();

    assertThat(ledger.enter(run("r", NOW))).isTrue();
    assertThat(ledger.enter(run("r", NOW))).isFalse();
    RunRecord second = ledger.change(run("r", NOW).beat(NOW, Map.of())).orElseThrow();
    assertThat(ledger.run("r")).contains(second);
    assertThat(ledger.change(run("r", NOW).takenOver("thief", NOW))).isEmpty();
    List<PartRecord> begun = begun(ledger, "a", "b");
    assertThat(open().changeParts("r", List.of(begun.get(0).released(NOW)))).isEmpty();
    assertThat(ledger.changeParts("r", begun.stream().map(p -> p.completed(1, 1, NOW)).toList()))
        .containsExactly("a");
    assertThat(notes).as("each time").hasSize(8);
  }

  @Test
  void waitsWhileItsStoreIsAway() throws Exception {
    Ledger ledger = open();
    ledger.enter(run("r", NOW));
    leave();
    CompletableFuture<Void> back =
        CompletableFuture.runAsync(
            this::comeBackUnchecked,
            CompletableFuture.delayedExecutor(3, TimeUnit.SECONDS, LedgerContract::start));
    RunRecord changed = ledger.change(run("r", NOW).beat(NOW, Map.of("read", 5L))).orElseThrow();
    back.get(1, TimeUnit.MINUTES);

    assertThat(ledger.run("r")).contains(changed);
    assertThat(notes)
        .as("one line, if it waited for longer than the store itself does")
        .hasSizeLessThan(2)
        .allSatisfy(
            note -> assertThat(note).contains("out of reach since", "trying again for 30 s"));
  }

  @Test
  void givesUpWhenItsPatienceIsOver() throws Exception {
    Ledger ledger = open(Duration.ofSeconds(1));
    ledger.enter(run("r", NOW));
    leave();
    try {
      assertThatThrownBy(() -> ledger.change(run("r", NOW).beat(NOW, Map.of())))
          .isInstanceOfSatisfying(
              JobException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.SERVICE))
          .hasMessageStartingWith(ledger + ": ")
          .hasMessageContaining("out of reach since 20")
          .hasMessageContaining("waits no longer than 1 s")
          .hasMessageContaining("start the same command again");
      assertThat(notes).hasSize(1);
    } finally {
      comeBack();
    }
    assertThat(ledger.run("r")).as("whether the change was done, nobody can know").isPresent();
  }

  private void comeBackUnchecked() {
    try {
      comeBack();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void isMadeOnceByManyAtOnce() throws Exception {
    List<CompletableFuture<Ledger>> all =
        IntStream.range(0, 8)
            .mapToObj(i -> CompletableFuture.supplyAsync(this::open, LedgerContract::start))
            .toList();
    List<Boolean> entered = new ArrayList<>();
    for (CompletableFuture<Ledger> each : all) {
      entered.add(each.get(1, TimeUnit.MINUTES).enter(run("r", NOW)));
    }
    assertThat(entered).containsOnlyOnce(true);
  }

  @Test
  void refusesTheLedgerOfANewerProgram() {
    open().enter(run("r", NOW));
    becomeVersion(2);
    assertThatThrownBy(this::open)
        .isInstanceOfSatisfying(
            JobException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.USAGE))
        .hasMessageContaining("version 2, and this program knows version 1; use the newer program");
  }

  @Test
  void isNotMadeForWhoOnlyLooks() {
    Duration patience = Duration.ofSeconds(5);
    for (int i = 0; i < 2; i++) {
      assertThatThrownBy(() -> Ledgers.existing(uri(), patience, notes::add))
          .isInstanceOfSatisfying(
              JobException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.INPUT_MISSING))
          .hasMessageContaining("there is none");
    }
    open().enter(run("r", NOW));
    assertThat(kept(Ledgers.existing(uri(), patience, notes::add)).runs(1)).hasSize(1);
  }

  @Test
  void mayBeClosedTwice() {
    Ledger ledger = open();
    ledger.close();
    ledger.close();
    assertThat(open().runs(1)).isEmpty();
  }
}
