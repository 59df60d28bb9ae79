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
import java.util.Random;
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
 * {@code kill.places}, of {@code local,s3a}; {@code kill.seed}, to choose the moments of an earlier
 * test with the same rounds and places.
 */
@TestInstance(Lifecycle.PER_CLASS)
class KillIT {
  private static final int ROUNDS = Integer.getInteger("kill.rounds", 1);
  private static final long SEED = Long.getLong("kill.seed", System.nanoTime() & 0xff_ffff);
  private static final String PLACES = System.getProperty("kill.places", "local,s3a");

  /** A run that is over before its kill is not killed, and tried again with an earlier one. */
  private static final int ATTEMPTS = 8;

  private static final String TARGET = "killed";

  private final Random random = new Random(SEED);
  private final List<KillStage> stages = new ArrayList<>();

  @BeforeAll
  void prepare(@TempDir Path folder) {
    System.out.printf("kill.seed=%d, kill.rounds=%d, kill.places=%s%n", SEED, ROUNDS, PLACES);
    WrittenExport first = Orders.write(folder.resolve("first"), "first", 10_000, 3, 1, 14, "");
    WrittenExport second =
        Orders.write(folder.resolve("second"), "second", 20_000, 4, 8, 21, "coupon");
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
    for (KillStage stage : stages) {
      stage.place().close();
    }
  }

<<<<<<< HEAD
=======
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

>>>>>>> main
  Stream<Arguments> cases() {
    List<Arguments> cases = new ArrayList<>();
    for (KillStage stage : stages) {
      for (Mode mode : Mode.values()) {
        for (Phase phase : Phase.values()) {
          cases.add(Arguments.of(stage, mode, phase));
        }
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
      String figure = killAndRunAgain(stage, mode, moments, moment, runId);
      System.out.printf("%s, %s, %s %d of %d: %s%n", stage, mode, phase, round, ROUNDS, figure);
    }
  }

  /** Kills one run and completes it; returns what happened. */
  private static String killAndRunAgain(
      KillStage stage, Mode mode, Moments moments, double moment, String runId) {
    Place place = stage.place();
    List<String> command = stage.command(mode, TARGET, runId);
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      place.delete(TARGET);
      place.copy("before", TARGET);
      Duration delay = moments.at(moment);
      if (!kill(stage, moments.phase(), command, delay)) {
        moments.tooLate(delay);
        continue;
      }
      String journal = stage.journal(TARGET);
      if (!moments.hit(journal, delay)) {
        continue;
      }
      long staged = place.files(TARGET).stream().filter(KillIT::staged).count();
      stage.requireNothingLess(mode, TARGET, journal);

      Ended again = JobProcess.run(command);
      String told =
          again.err().stream()
              .filter(line -> line.matches("(run|staged|already|\\d+ pending) .*"))
              .collect(Collectors.joining("; "));
      String figure =
          "killed %d ms into it, %d misses, %s, %d staged files; then: %s"
              .formatted(delay.toMillis(), attempt, journal, staged, told);
      assertThat(again.exitCode()).as("%s%n%s", figure, again.text()).isZero();
      stage.requireUndisturbed(mode, TARGET, figure);
      boolean complete = journal.equals("PUBLISHED") || journal.equals("COMMITTED");
      assertThat(told.contains("already done")).as(figure).isEqualTo(complete);
      assertThat(told.contains("rolled back")).as(figure).isEqualTo(journal.equals("PREPARED"));
      return figure;
    }
    throw new AssertionError(
        "%s, %s: no kill in time to hit %s".formatted(stage, mode, moments.phase()));
  }

  private static boolean staged(String path) {
    return path.contains("/staging/") || path.startsWith("__magic/");
  }

  /** Starts a run and kills it so long after the phase began; false if it was over before. */
  private static boolean kill(KillStage stage, Phase phase, List<String> command, Duration delay) {
    try (JobProcess job = JobProcess.start(command)) {
      boolean reached =
          phase == Phase.CONVERT ? job.awaitErr("verify: ") : stage.awaitJournal(TARGET, job);
      if (reached) {
        // The job itself, not a shell before it.
        assertThat(job.handle().info().command())
            .hasValueSatisfying(program -> assertThat(program).endsWith("/java"));
        KillStage.pause(delay);
        return job.kill();
      }
      Ended ended = job.await();
      assertThat(ended.exitCode()).as(ended.text()).isZero();
      return false;
    }
  }
<<<<<<< HEAD
=======

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
>>>>>>> main
}
