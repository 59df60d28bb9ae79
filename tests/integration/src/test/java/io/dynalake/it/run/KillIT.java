package io.dynalake.it.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.dynalake.testsupport.export.WrittenExport;
import io.dynalake.testsupport.job.JobProcess;
import io.dynalake.testsupport.job.JobProcess.Ended;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
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
 * {@code kill -9} of a backfill while it converts and while it commits, then the same command
 * again: what is there in the end is what an undisturbed run leaves.
 *
 * <p>System properties: {@code kill.rounds}, how often for each place, mode and phase (default 1);
 * {@code kill.seed}, to repeat the moments of an earlier test; {@code kill.places}, of {@code
 * local,s3a}.
 */
@TestInstance(Lifecycle.PER_CLASS)
class KillIT {
  private static final int ROUNDS = Integer.getInteger("kill.rounds", 1);
  private static final long SEED = Long.getLong("kill.seed", System.nanoTime() & 0xff_ffff);
  private static final List<String> PLACES =
      List.of(System.getProperty("kill.places", "local,s3a").split(",", -1));

  private static final String NO_JOURNAL = "no journal";

  /** A run that ends before its kill was not killed, and is tried again with an earlier one. */
  private static final int ATTEMPTS = 8;

  enum Mode {
    APPEND("append"),
    OVERWRITE("overwrite-partitions");

    final String option;

    Mode(String option) {
      this.option = option;
    }
  }

  enum Phase {
    CONVERT,
    COMMIT
  }

  /**
   * A dataset after an undisturbed run.
   *
   * @param convert from the end of verification to the journal
   * @param commit from the journal to its last state
   */
  private record Reference(
      Map<String, List<String>> rows,
      Map<String, Long> filesByDirectory,
      List<String> schemas,
      Duration convert,
      Duration commit) {}

  /** What is the same for all tests in a place. */
  private record Stage(
      Place place, Map<String, List<String>> before, Map<Mode, Reference> references) {}

  private final Random random = new Random(SEED);
  private final List<Stage> stages = new ArrayList<>();
  private final List<String> figures = new ArrayList<>();

  @BeforeAll
  void prepare(@TempDir Path folder) {
    System.out.println("KillIT: kill.seed=" + SEED + ", kill.rounds=" + ROUNDS);
    WrittenExport first = Orders.write(folder.resolve("first"), "first", 10_000, 3, 1, 14, "");
    WrittenExport second =
        Orders.write(folder.resolve("second"), "second", 20_000, 4, 8, 21, "coupon");
    for (String name : PLACES) {
      Place place =
          name.equals("s3a") ? Place.s3a(folder) : Place.local(folder.resolve("datasets"));
      place.upload(first.bucket(), "first");
      place.upload(second.bucket(), "second");
      Ended seed = JobProcess.run(command(place, Mode.APPEND, "first", "before", "seed"));
      assertThat(seed.exitCode()).as(seed.text()).isZero();
      Map<String, List<String>> before = place.rows("before");
      Map<Mode, Reference> references = new EnumMap<>(Mode.class);
      for (Mode mode : Mode.values()) {
        references.put(mode, undisturbed(place, mode, before));
      }
      stages.add(new Stage(place, before, references));
    }
  }

  @AfterAll
  void report() throws IOException {
    System.out.println(String.join("\n", figures));
    for (Stage stage : stages) {
      stage.place().close();
    }
  }

  private static List<String> command(
      Place place, Mode mode, String export, String target, String runId) {
    List<String> command = new ArrayList<>(place.sparkOptions());
    command.addAll(
        List.of(
            "backfill",
            "--export=" + place.uri(export),
            "--target=" + place.uri(target),
            "--write-mode=" + mode.option,
            "--partition-by=" + Orders.PARTITION_BY));
    if (!runId.isEmpty()) {
      command.add("--run-id=" + runId);
    }
    return command;
  }

  private Reference undisturbed(Place place, Mode mode, Map<String, List<String>> before) {
    String target = "undisturbed-" + mode.option;
    place.copy("before", target);
    long verified;
    long journaled;
    long committed;
    try (JobProcess job = JobProcess.start(command(place, mode, "second", target, "second"))) {
      assertThat(job.awaitErr("verify: ")).isTrue();
      verified = System.nanoTime();
      assertThat(awaitJournal(place, target, Set.of("seed.json"), job)).isTrue();
      journaled = System.nanoTime();
      while (!new CommitJournals(place, target).state("second.json").equals("COMMITTED")) {
        pause(Duration.ofMillis(1));
      }
      committed = System.nanoTime();
      Ended ended = job.await();
      assertThat(ended.exitCode()).as(ended.text()).isZero();
    }
    Map<String, List<String>> rows = place.rows(target);
    requireUndisturbed(mode, before, rows);
    return new Reference(
        rows,
        filesByDirectory(place, target),
        place.files(target + "/_dynalake/schema"),
        Duration.ofNanos(journaled - verified),
        Duration.ofNanos(committed - journaled));
  }

  /** The expectation itself: else equal nonsense would pass. */
  private static void requireUndisturbed(
      Mode mode, Map<String, List<String>> before, Map<String, List<String>> after) {
    assertThat(count(before)).isEqualTo(10_000);
    assertThat(before.keySet()).contains("day=2024-05-01/bucket=0").hasSize(14 * 4 + 4);
    assertThat(after.keySet()).hasSize(21 * 4 + 4);
    String kept = "day=2024-05-07/bucket=1";
    assertThat(after.get(kept)).isEqualTo(before.get(kept)).isNotEmpty();
    long replaced =
        mode == Mode.APPEND
            ? 0
            : before.entrySet().stream()
                .filter(
                    e -> after.get(e.getKey()).stream().anyMatch(row -> row.contains("second#")))
                .mapToLong(e -> e.getValue().size())
                .sum();
    assertThat(replaced > 0).isEqualTo(mode == Mode.OVERWRITE);
    assertThat(count(after)).isEqualTo(10_000 + 20_000 - replaced);
  }

  private static long count(Map<String, List<String>> rows) {
    return rows.values().stream().mapToLong(List::size).sum();
  }

  private static Map<String, Long> filesByDirectory(Place place, String dataset) {
    return place.dataFiles(dataset).stream()
        .collect(
            Collectors.groupingBy(
                file -> file.substring(0, file.lastIndexOf('/')),
                TreeMap::new,
                Collectors.counting()));
  }

  Stream<Arguments> cases() {
    return stages.stream()
        .flatMap(
            stage ->
                Arrays.stream(Mode.values())
                    .flatMap(
                        mode ->
                            Arrays.stream(Phase.values())
                                .map(
                                    phase ->
                                        Arguments.of(
                                            stage.place().toString(), mode, phase, stage))));
  }

  @ParameterizedTest(name = "{0}, {1}, killed in {2}")
  @MethodSource("cases")
  void endsLikeAnUndisturbedRun(String place, Mode mode, Phase phase, Stage stage) {
    Reference reference = stage.references().get(mode);
    Moments moments =
        new Moments(phase, phase == Phase.CONVERT ? reference.convert() : reference.commit());
    for (int round = 1; round <= ROUNDS; round++) {
      // As often with an id of the user's, which the second run then uses again, as without.
      String runId = random.nextBoolean() ? "second" : "";
      // Different moments, spread over the phase.
      double moment = (round - 1 + random.nextDouble()) / ROUNDS;
      String figure = killAndRunAgain(stage, mode, moments, moment, runId);
      figures.add("%s, %s, %s %d of %d: %s".formatted(place, mode, phase, round, ROUNDS, figure));
    }
  }

  /** When to kill, as far as a machine whose load changes lets one tell. */
  private static final class Moments {
    private final Phase phase;
    private Duration window;
    private boolean afterCommit;

    Moments(Phase phase, Duration window) {
      this.phase = phase;
      this.window = window;
    }

    Duration at(double moment) {
      return Duration.ofNanos((long) (moment * window.toNanos()));
    }

    /** Whether a run that died with its journal in a state died in the phase; learns if not. */
    boolean hit(String state, Duration delay) {
      boolean hit =
          switch (state) {
            case NO_JOURNAL -> phase == Phase.CONVERT;
            case "PREPARED", "PUBLISHED" -> phase == Phase.COMMIT;
            // What is left to do then needs one look.
            case "COMMITTED" -> phase == Phase.COMMIT && !afterCommit;
            default -> throw new AssertionError("a journal that says " + state);
          };
      if (hit && state.equals("COMMITTED")) {
        afterCommit = true;
        tooLate(delay);
      } else if (!hit) {
        tooLate(delay);
      }
      return hit;
    }

    /** The phase was over by then. */
    void tooLate(Duration delay) {
      window = delay;
    }
  }

  /** Kills one run and completes it; returns what happened. */
  private String killAndRunAgain(
      Stage stage, Mode mode, Moments moments, double moment, String runId) {
    Place place = stage.place();
    String target = "killed";
    List<String> command = command(place, mode, "second", target, runId);
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      place.delete(target);
      place.copy("before", target);
      Duration delay = moments.at(moment);
      if (!kill(place, moments.phase, target, command, delay)) {
        moments.tooLate(delay);
        continue;
      }
      String state = journalState(place, target);
      if (!moments.hit(state, delay)) {
        continue;
      }
      long staged = place.files(target).stream().filter(KillIT::staged).count();
      requireNothingLess(stage, mode, target, state);
      Ended again = JobProcess.run(command);
      String told =
          again.err().stream()
              .filter(line -> line.matches("(run|staged|already|\\d+ pending) .*"))
              .collect(Collectors.joining("; "));
      String figure =
          String.format(
              Locale.ROOT,
              "killed %d ms into it, %d misses, %s, %d staged files; then: %s",
              delay.toMillis(),
              attempt,
              state,
              staged,
              told);
      requireUndisturbedResult(stage, mode, target, again, figure);
      boolean complete = state.equals("PUBLISHED") || state.equals("COMMITTED");
      assertThat(told.contains("already done")).as(figure).isEqualTo(complete);
      assertThat(told.contains("rolled back")).as(figure).isEqualTo(state.equals("PREPARED"));
      place.delete(target);
      return figure;
    }
    throw new AssertionError(moments.phase + " of " + mode + " in " + place + ": never in time");
  }

  private static boolean staged(String path) {
    return path.contains("/staging/") || path.startsWith("__magic/");
  }

  private static boolean kill(
      Place place, Phase phase, String target, List<String> command, Duration delay) {
    try (JobProcess job = JobProcess.start(command)) {
      boolean reached =
          phase == Phase.CONVERT
              ? job.awaitErr("verify: ")
              : awaitJournal(place, target, Set.of("seed.json"), job);
      if (reached) {
        assertThat(job.handle().info().command())
            .as("what is killed")
            .hasValueSatisfying(java -> assertThat(java).endsWith("java"));
        pause(delay);
        return job.kill();
      }
      Ended ended = job.await();
      assertThat(ended.exitCode()).as(ended.text()).isZero();
      return false;
    }
  }

  private static boolean awaitJournal(
      Place place, String target, Set<String> known, JobProcess job) {
    CommitJournals journals = new CommitJournals(place, target);
    while (job.running()) {
      if (journals.names().size() > known.size()) {
        return true;
      }
      pause(Duration.ofNanos(500_000));
    }
    return false;
  }

  private static void pause(Duration duration) {
    try {
      Thread.sleep(duration.toMillis(), duration.toNanosPart() % 1_000_000);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private static String journalState(Place place, String target) {
    CommitJournals journals = new CommitJournals(place, target);
    return journals.names().stream()
        .filter(name -> !name.equals("seed.json"))
        .map(journals::state)
        .findFirst()
        .orElse(NO_JOURNAL);
  }

  /** After the kill, readers see at least the data before, or in its place the data after. */
  private static void requireNothingLess(Stage stage, Mode mode, String target, String state) {
    Map<String, List<String>> seen = stage.place().rows(target);
    Map<String, List<String>> after = stage.references().get(mode).rows();
    if (state.equals(NO_JOURNAL)) {
      assertThat(seen.equals(stage.before())).as("as before, without a journal").isTrue();
      return;
    }
    boolean published = !state.equals("PREPARED");
    after.forEach(
        (directory, complete) -> {
          List<String> rows = seen.getOrDefault(directory, List.of());
          List<String> old = stage.before().getOrDefault(directory, List.of());
          boolean keepsOld = Multisets.contains(rows, old);
          boolean hasNew = Multisets.contains(rows, complete);
          String where = directory + " with the journal " + state;
          assertThat(keepsOld || (published && hasNew)).as("rows of %s", where).isTrue();
          assertThat(hasNew || !published).as("new rows of %s", where).isTrue();
          List<String> possible = new ArrayList<>(complete);
          if (mode == Mode.OVERWRITE) {
            possible.addAll(old);
          }
          assertThat(Multisets.contains(possible, rows)).as("nothing else in %s", where).isTrue();
        });
    assertThat(after.keySet()).containsAll(seen.keySet());
  }

  private static void requireUndisturbedResult(
      Stage stage, Mode mode, String target, Ended again, String what) {
    Place place = stage.place();
    Reference reference = stage.references().get(mode);
    assertThat(again.exitCode()).as("%s%n%s", what, again.text()).isZero();
    Map<String, List<String>> rows = place.rows(target);
    assertThat(rows.keySet()).as(what).isEqualTo(reference.rows().keySet());
    reference
        .rows()
        .forEach(
            (directory, expected) ->
                assertThat(rows.get(directory).equals(expected))
                    .as(
                        "rows of %s: %d of %d; %s",
                        directory, rows.get(directory).size(), expected.size(), what)
                    .isTrue());
    assertThat(filesByDirectory(place, target)).as(what).isEqualTo(reference.filesByDirectory());
    assertThat(place.dataFiles(target))
        .as("data files are those of the journals; %s", what)
        .isEqualTo(new CommitJournals(place, target).committedFiles());
    assertThat(place.files(target + "/_dynalake/schema")).as(what).isEqualTo(reference.schemas());
    List<String> rest = new ArrayList<>(place.files(target));
    rest.removeAll(place.dataFiles(target));
    assertThat(rest)
        .as("left besides the data; %s", what)
        .allMatch(path -> path.matches("_dynalake/(commits|schema|reports)/[^.][^/]*\\.json"));
    assertThat(place.emptyFolders(target))
        .as("empty folders; %s", what)
        .allMatch(path -> path.startsWith("_dynalake/"));
    assertThat(place.pendingUploads()).as(what).isEmpty();
  }
}
