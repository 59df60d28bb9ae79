package io.dynalake.it.run;

import static io.dynalake.it.run.Moments.NO_JOURNAL;
import static org.assertj.core.api.Assertions.assertThat;

import io.dynalake.testsupport.export.WrittenExport;
import io.dynalake.testsupport.job.JobProcess;
import io.dynalake.testsupport.job.JobProcess.Ended;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * A place with a dataset of one export, and what becomes of it when a run that nobody disturbs
 * brings in a second one. Some partitions get items of both exports.
 */
final class KillStage {
  enum Mode {
    APPEND("append"),
    OVERWRITE("overwrite-partitions");

    private final String option;

    Mode(String option) {
      this.option = option;
    }
  }

  /**
   * A dataset after an undisturbed run.
   *
   * @param convert how long from the end of verification to the journal
   * @param commit how long from the journal to its last state
   * @param begin how long from the start of the process to the end of verification
   * @param end how long from the last state of the journal to the end of the process
   */
  private record Reference(
      Map<String, List<String>> rows,
      Map<String, Long> filesByDirectory,
      List<String> schemas,
      Duration convert,
      Duration commit,
      Duration begin,
      Duration end) {}

  private final Place place;
  private final Map<String, List<String>> before;
  private final Map<Mode, Reference> references = new EnumMap<>(Mode.class);

  KillStage(Place place, WrittenExport first, WrittenExport second) {
    this.place = place;
    place.upload(first.bucket(), "first");
    place.upload(second.bucket(), "second");
    Ended seed = JobProcess.run(command(Mode.APPEND, "first", "before", "seed"));
    assertThat(seed.exitCode()).as(seed.text()).isZero();
    before = place.rows("before");
    for (Mode mode : Mode.values()) {
      references.put(mode, undisturbed(mode));
    }
  }

  Place place() {
    return place;
  }

  /** How long the phase takes. */
  Duration window(Mode mode, Moments.Phase phase) {
    Reference reference = reference(mode);
    return switch (phase) {
      case BEGIN -> reference.begin();
      case CONVERT -> reference.convert();
      case COMMIT -> reference.commit();
      case END -> reference.end();
    };
  }

  private Reference reference(Mode mode) {
    return references.get(mode);
  }

  /** The command that brings the second export into a copy of the dataset. */
  List<String> recorded(Mode mode, String target, String runId, String ledger) {
    List<String> command = new ArrayList<>(command(mode, "second", target, runId));
    command.add("--ledger=" + ledger);
    return command;
  }

  private List<String> command(Mode mode, String export, String target, String runId) {
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

  private Reference undisturbed(Mode mode) {
    String target = "undisturbed-" + mode.option;
    place.copy("before", target);
    long verified;
    long journaled;
    long committed;
    long over;
    long began = System.nanoTime();
    try (JobProcess job = JobProcess.start(command(mode, "second", target, ""))) {
      assertThat(job.awaitErr("verify: ")).isTrue();
      verified = System.nanoTime();
      assertThat(awaitJournal(target, job)).isTrue();
      journaled = System.nanoTime();
      while (!journal(target).equals("COMMITTED")) {
        pause(Duration.ofMillis(1));
      }
      committed = System.nanoTime();
      Ended ended = job.await();
      over = System.nanoTime();
      assertThat(ended.exitCode()).as(ended.text()).isZero();
    }
    Map<String, List<String>> rows = place.rows(target);
    requireSense(mode, rows);
    return new Reference(
        rows,
        filesByDirectory(target),
        place.files(target + "/_dynalake/schema"),
        Duration.ofNanos(journaled - verified),
        Duration.ofNanos(committed - journaled),
        Duration.ofNanos(verified - began),
        Duration.ofNanos(over - committed));
  }

  /** The expectation itself: else equal nonsense would pass. */
  private void requireSense(Mode mode, Map<String, List<String>> after) {
    assertThat(count(before)).isEqualTo(10_000);
    assertThat(before.keySet()).contains("day=2024-05-01/bucket=0").hasSize(14 * 4 + 4);
    assertThat(after.keySet()).hasSize(21 * 4 + 4);
    String kept = "day=2024-05-07/bucket=1";
    assertThat(after.get(kept)).isEqualTo(before.get(kept)).isNotEmpty();
    long replaced =
        mode == Mode.APPEND
            ? 0
            : before.entrySet().stream()
                .filter(old -> after.get(old.getKey()).get(0).contains("coupon="))
                .mapToLong(old -> old.getValue().size())
                .sum();
    assertThat(replaced > 0).isEqualTo(mode == Mode.OVERWRITE);
    assertThat(count(after)).isEqualTo(10_000 + 20_000 - replaced);
  }

  private static long count(Map<String, List<String>> rows) {
    return rows.values().stream().mapToLong(List::size).sum();
  }

  private Map<String, Long> filesByDirectory(String dataset) {
    return place.dataFiles(dataset).stream()
        .collect(
            Collectors.groupingBy(
                file -> file.substring(0, file.lastIndexOf('/')),
                TreeMap::new,
                Collectors.counting()));
  }

  /** Waits for the journal of the second export's run; false if the run ends without. */
  boolean awaitJournal(String target, JobProcess job) {
    CommitJournals journals = new CommitJournals(place, target);
    while (job.running()) {
      if (journals.names().size() > 1) {
        return true;
      }
      pause(Duration.ofMillis(2));
    }
    return false;
  }

  /** Waits until that run has committed; false if it ends without. */
  boolean awaitCommitted(String target, JobProcess job) {
    while (job.running()) {
      if (journal(target).equals("COMMITTED")) {
        return true;
      }
      pause(Duration.ofMillis(1));
    }
    return false;
  }

  static void pause(Duration duration) {
    try {
      Thread.sleep(duration.toMillis(), duration.toNanosPart() % 1_000_000);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** The state of that journal. */
  String journal(String target) {
    CommitJournals journals = new CommitJournals(place, target);
    return journals.names().stream()
        .filter(name -> !name.equals("seed.json"))
        .map(journals::state)
        .findFirst()
        .orElse(NO_JOURNAL);
  }

  /** After a kill, readers see at least the data before, or in its place the data after. */
  void requireNothingLess(Mode mode, String target, String journal) {
    Map<String, List<String>> seen = place.rows(target);
    if (journal.equals(NO_JOURNAL)) {
      assertThat(seen.equals(before)).as("as before, without a journal").isTrue();
      return;
    }
    Map<String, List<String>> after = reference(mode).rows();
    boolean published = !journal.equals("PREPARED");
    after.forEach(
        (directory, complete) -> {
          List<String> rows = seen.getOrDefault(directory, List.of());
          List<String> old = before.getOrDefault(directory, List.of());
          boolean keepsOld = Multisets.contains(rows, old);
          boolean hasNew = Multisets.contains(rows, complete);
          String where = directory + " with the journal " + journal;
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

  /**
   * Rows, files, schemas and all that lies beside them are as an undisturbed run leaves them.
   *
   * @param what happened, for the message
   */
  void requireUndisturbed(Mode mode, String target, String what) {
    Reference reference = reference(mode);
    Map<String, List<String>> rows = place.rows(target);
    assertThat(rows.keySet()).as(what).isEqualTo(reference.rows().keySet());
    reference
        .rows()
        .forEach(
            (directory, expected) -> {
              List<String> found = rows.getOrDefault(directory, List.of());
              // Not all of the rows in the message.
              assertThat(found.equals(expected))
                  .as(
                      "%d rows in %s instead of %d; %s",
                      found.size(), directory, expected.size(), what)
                  .isTrue();
            });
    assertThat(filesByDirectory(target)).as(what).isEqualTo(reference.filesByDirectory());
    assertThat(place.dataFiles(target))
        .as("data files are those of the journals; %s", what)
        .isEqualTo(new CommitJournals(place, target).committedFiles());
    assertThat(place.files(target + "/_dynalake/schema")).as(what).isEqualTo(reference.schemas());
    List<String> rest = new ArrayList<>(place.files(target));
    rest.removeAll(place.dataFiles(target));
    assertThat(rest)
        .as("left besides the data; %s", what)
        .allMatch(
            path -> path.matches("_dynalake/(commits|schema|reports)/[^.][^/]*\\.(json|html)"));
    assertThat(place.emptyFolders(target))
        .as("empty folders; %s", what)
        .allMatch(path -> path.startsWith("_dynalake/"));
    // Runs that were killed in another phase have left theirs elsewhere.
    assertThat(place.pendingUploads())
        .as(what)
        .noneMatch(upload -> upload.startsWith(target + "/"));
  }

  @Override
  public String toString() {
    return place.toString();
  }
}
