package io.dynalake.it.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.dynalake.it.run.KillStage.Mode;
import io.dynalake.it.run.Moments.Phase;
import io.dynalake.testsupport.export.WrittenExport;
import io.dynalake.testsupport.job.JobProcess;
import io.dynalake.testsupport.job.JobProcess.Ended;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * {@code kill -9} of a backfill while it begins, converts, commits and ends, then the same command
 * again: what is there in the end is what an undisturbed run leaves, and the ledger says so.
 *
 * <p>System properties: {@code kill.rounds}, how often for each place, mode and phase (default 1,
 * for half of them); {@code kill.places}, of {@code local,s3a}; {@code kill.modes}, of those of
 * {@link Mode}; {@code kill.seed}, to choose the moments of an earlier test with the same rounds,
 * places and modes.
 */
@TestInstance(Lifecycle.PER_CLASS)
class KillIT {
  private static final int ROUNDS = Integer.getInteger("kill.rounds", 1);
  private static final long SEED = Long.getLong("kill.seed", System.nanoTime() & 0xff_ffff);
  private static final String PLACES = System.getProperty("kill.places", "local,s3a");

  private static final List<Mode> MODES =
      Optional.ofNullable(System.getProperty("kill.modes"))
          .map(names -> Stream.of(names.split(",", -1)).map(Mode::valueOf).toList())
          .orElse(List.of(Mode.values()));

  /** A run that is over before its kill is not killed, and tried again with an earlier one. */
  private static final int ATTEMPTS = 8;

  private static final LedgerStore[] STORES = LedgerStore.values();

  /** For DynamoDB Local. */
  private static final Map<String, String> KEYS =
      Map.of("AWS_ACCESS_KEY_ID", "embedded", "AWS_SECRET_ACCESS_KEY", "embedded");

  private static final int FILES = 4;
  private static final int ITEMS = 20_000;

  private final Random random = new Random(SEED);
  private final List<KillStage> stages = new ArrayList<>();
  private final AtomicInteger kills = new AtomicInteger();
  private Path folder;

  @BeforeAll
  void prepare(@TempDir Path temporary) {
    folder = temporary;
    // To read ledgers in DynamoDB Local.
    System.setProperty("aws.accessKeyId", "embedded");
    System.setProperty("aws.secretAccessKey", "embedded");
    System.out.printf("kill.seed=%d, kill.rounds=%d, kill.places=%s%n", SEED, ROUNDS, PLACES);
    WrittenExport first = Orders.write(folder.resolve("first"), "first", 10_000, 3, 1, 14, "");
    WrittenExport second =
        Orders.write(folder.resolve("second"), "second", ITEMS, FILES, 8, 21, "coupon");
    for (String name : PLACES.split(",", -1)) {
      Place place =
          switch (name) {
            case "local" -> Place.local(folder.resolve("datasets"));
            case "s3a" -> Place.s3a(folder);
            default -> throw new IllegalArgumentException("kill.places: " + name);
          };
      stages.add(new KillStage(place, first, second));
    }
  }

  @AfterAll
  void close() throws IOException {
    System.clearProperty("aws.accessKeyId");
    System.clearProperty("aws.secretAccessKey");
    for (KillStage stage : stages) {
      stage.place().close();
    }
  }

  /**
   * All that tell something in several rounds; in a single one a chessboard of them, on which each
   * phase, each mode and each place is met.
   */
  Stream<Arguments> cases() {
    List<Arguments> cases = new ArrayList<>();
    for (KillStage stage : stages) {
      boolean firstOfMode = stage == stages.get(0);
      for (Mode mode : MODES) {
        boolean chosen = firstOfMode;
        for (Phase phase : Phase.values()) {
          // What the ledger is told does not depend on the place.
          boolean telling =
              stage == stages.get(0) || phase == Phase.CONVERT || phase == Phase.COMMIT;
          if (telling && (ROUNDS > 1 || chosen)) {
            cases.add(Arguments.of(stage, mode, phase));
          }
          chosen = !chosen;
        }
        firstOfMode = !firstOfMode;
      }
    }
    return cases.stream();
  }

  @ParameterizedTest(name = "{0}, {1}, killed in {2}")
  @MethodSource("cases")
  void endsLikeAnUndisturbedRun(KillStage stage, Mode mode, Phase phase) {
    Moments moments = new Moments(phase, stage.window(mode, phase));
    for (int round = 1; round <= ROUNDS; round++) {
      // As often with an id of the user's, which the second run then uses again, as without.
      String runId = random.nextBoolean() ? "second" : "";
      // Different moments, spread over the phase.
      double moment = (round - 1 + random.nextDouble()) / ROUNDS;
      LedgerStore store = STORES[kills.get() % STORES.length];
      String figure = killAndRunAgain(stage, mode, moments, moment, runId, store);
      System.out.printf(
          "%s, %s, %s, %s %d of %d: %s%n", stage, mode, store, phase, round, ROUNDS, figure);
    }
  }

  /** Kills one run and completes it; returns what happened. */
  private String killAndRunAgain(
      KillStage stage, Mode mode, Moments moments, double moment, String runId, LedgerStore store) {
    Place place = stage.place();
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      String target = "killed-" + kills.incrementAndGet();
      String ledger = store.newUri(folder);
      List<String> command = stage.recorded(mode, target, runId, ledger);
      place.copy("before", target);
      Duration delay = moments.at(moment);
      if (!kill(stage, moments.phase(), target, command, delay)) {
        moments.tooLate(delay);
        continue;
      }
      String journal = stage.journal(target);
      if (!moments.hit(journal, delay)) {
        continue;
      }
      long staged = place.files(target).stream().filter(KillIT::staged).count();
      stage.requireNothingLess(mode, target, journal);

      Ended again = run(command);
      String told =
          again.err().stream()
              .filter(line -> line.matches("(run|staged|already|\\d+ pending) .*"))
              .collect(Collectors.joining("; "));
      String figure =
          "killed %d ms into it, %d misses, %s, %d staged files; then: %s"
              .formatted(delay.toMillis(), attempt, journal, staged, told);
      assertThat(again.exitCode()).as("%s%n%s", figure, again.text()).isZero();
      stage.requireUndisturbed(mode, target, figure);
      boolean complete = journal.equals("PUBLISHED") || journal.equals("COMMITTED");
      assertThat(told.contains("already done")).as(figure).isEqualTo(complete);
      assertThat(told.contains("rolled back")).as(figure).isEqualTo(journal.equals("PREPARED"));
      LedgerStore.requireComplete(ledger, FILES, ITEMS, complete ? 1 : 2, figure);
      place.delete(target);
      return figure;
    }
    throw new AssertionError(
        "%s, %s: no kill in time to hit %s".formatted(stage, mode, moments.phase()));
  }

  private static Ended run(List<String> command) {
    try (JobProcess job = JobProcess.start(command, KEYS)) {
      return job.await();
    }
  }

  private static boolean staged(String path) {
    return path.contains("/staging/") || path.startsWith("__magic/");
  }

  /** Starts a run and kills it so long after the phase began; false if it was over before. */
  private static boolean kill(
      KillStage stage, Phase phase, String target, List<String> command, Duration delay) {
    try (JobProcess job = JobProcess.start(command, KEYS)) {
      boolean reached =
          switch (phase) {
            case BEGIN -> true;
            case CONVERT -> job.awaitErr("verify: ");
            case COMMIT -> stage.awaitJournal(target, job);
            case END -> stage.awaitCommitted(target, job);
          };
      if (reached) {
        KillStage.pause(delay);
        return job.kill();
      }
      Ended ended = job.await();
      assertThat(ended.exitCode()).as(ended.text()).isZero();
      return false;
    }
  }
}
