package io.dynalake.dataset.commit;

import static io.dynalake.dataset.commit.Dataset.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.dynalake.dataset.commit.Dataset.Text;
import io.dynalake.error.ErrorCode;
import io.dynalake.error.JobException;
import io.dynalake.host.HostProcess;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the commit promises on every file system. */
abstract class DatasetTransactionContract {
  private static final List<Text> SEED =
      List.of(text("day=1", "old a"), text("day=2", "old b"), text("day=2", "old c"));
  private static final List<Text> UPDATE =
      List.of(text("day=2", "new d"), text("day=3", "new e"), text("day=3", "new f"));
  private static final Map<String, List<String>> BEFORE =
      Map.of("day=1", List.of("old a"), "day=2", List.of("old b", "old c"));

  private Dataset dataset = new Dataset("", new Configuration(false));

  abstract Dataset newDataset();

  /** Recoveries die after every so many a step of their run; more where storage is slow. */
  int recoveryStride() {
    return 1;
  }

  /** Uploads that were begun and neither completed nor aborted. */
  abstract List<String> pendingUploads(Dataset dataset) throws Exception;

  @BeforeEach
  void createDataset() {
    dataset = newDataset();
  }

  private static Map<String, List<String>> after(WriteMode mode) {
    return Map.of(
        "day=1",
        List.of("old a"),
        "day=2",
        mode == WriteMode.APPEND ? List.of("new d", "old b", "old c") : List.of("new d"),
        "day=3",
        List.of("new e", "new f"));
  }

  private static RunIdentity identity(String runId) {
    return new RunIdentity(runId, "backfill", "export 7");
  }

  @ParameterizedTest
  @EnumSource
  void commitsFilesSchemaAndDetails(WriteMode mode) throws Exception {
    dataset.run("seed", WriteMode.APPEND, SEED);
    try (DatasetTransaction transaction = dataset.begin(identity("r1"), mode)) {
      assertThat(transaction.recovered()).isEmpty();
      assertThat(transaction.committed()).isEmpty();
      List<NewFile> files = dataset.write(transaction, "r1", UPDATE);
      assertThat(dataset.texts()).as("before the commit").isEqualTo(BEFORE);
      CommittedRun run =
          transaction.commit(files, new SchemaToPin(1, "{\"a\":1}"), Map.of("read", "3"));
      assertThat(run.superseded()).hasSize(mode == WriteMode.APPEND ? 0 : 2);
      assertThat(run.files())
          .extracting(NewFile::path)
          .contains("day=2/part-00000-0-r1.zstd.parquet");
      assertThat(run.details()).containsEntry("read", "3");
      assertThat(transaction.schemas().latest())
          .contains(new SchemaStore.Versioned(1, "{\"a\":1}"));
    }
    assertThat(dataset.texts()).isEqualTo(after(mode));
    assertThat(dataset.paths())
        .filteredOn(path -> DatasetLayout.hidden(path.split("/", -1)[0]))
        .as("what is left besides data")
        .containsExactlyInAnyOrder(
            "_dynalake/commits/seed.json",
            "_dynalake/commits/r1.json",
            "_dynalake/schema/v0001.json");
    assertThat(dataset.paths()).noneMatch(path -> path.endsWith(".crc"));
    assertThat(pendingUploads(dataset)).isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void leavesTheDatasetAloneWhenAborted(WriteMode mode) throws Exception {
    dataset.run("seed", WriteMode.APPEND, SEED);
    try (DatasetTransaction transaction = dataset.begin(identity("r1"), mode)) {
      dataset.write(transaction, "r1", UPDATE);
    }
    assertThat(dataset.texts()).isEqualTo(BEFORE);
    assertThat(dataset.paths())
        .filteredOn(path -> path.startsWith("_"))
        .containsExactly("_dynalake/commits/seed.json");
    assertThat(pendingUploads(dataset)).isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void endsAsBeforeOrCompleteWhereverItDies(WriteMode mode) throws Exception {
    List<String> died = dieAtEveryStep(mode, false);
    assertThat(died)
        .extracting(step -> step.substring(0, step.indexOf(' ')))
        .contains(
            "LEASE_TAKEN",
            "RECOVERED",
            "JOURNAL_PREPARED",
            "FILE_PUBLISHED",
            "ALL_PUBLISHED",
            "JOURNAL_PUBLISHED",
            "SCHEMA_INSTALLED",
            "JOURNAL_COMMITTED",
            "STAGING_REMOVED",
            "LEASE_RELEASED");
    assertThat(died.stream().filter(step -> step.startsWith("FILE_PUBLISHED"))).hasSize(3);
    assertThat(died.stream().filter(step -> step.startsWith("SUPERSEDED_REMOVED")))
        .hasSize(mode == WriteMode.APPEND ? 0 : 2);
  }

  /** Kills a run at its first moment, its second and so on, until it lives. */
  private List<String> dieAtEveryStep(WriteMode mode, boolean alsoInRecovery) throws Exception {
    HostProcess dead = Processes.dead();
    List<String> died = new ArrayList<>();
    while (true) {
      dataset = newDataset();
      dataset.run("seed", WriteMode.APPEND, SEED);
      Death death = new Death(died.size());
      if (!dies(dead, "victim", mode, death)) {
        return died;
      }
      died.add(death.where);
      if (alsoInRecovery
          && ((!death.where.contains("PUBLISHED") && !death.where.contains("REMOVED"))
              || died.size() % recoveryStride() != 0)) {
        // The next start finds nothing to do that could be broken off.
        continue;
      }

      if (alsoInRecovery) {
        int step = 0;
        Death inRecovery;
        do {
          inRecovery = new Death(step++);
        } while (diesInBegin(dead, "second", mode, inRecovery));
      }
      try (DatasetTransaction transaction = dataset.begin(identity("again"), mode)) {
        boolean done = !transaction.committed().isEmpty();
        assertThat(dataset.texts())
            .as("after the recovery from death at %s", death.where)
            .isEqualTo(done ? after(mode) : BEFORE);
        assertThat(pendingUploads(dataset)).as(death.where).isEmpty();
        if (!done) {
          assertThat(transaction.schemas().latest()).as(death.where).isEmpty();
          transaction.commit(
              dataset.write(transaction, "again", UPDATE), new SchemaToPin(1, "{}"), Map.of());
        }
        assertThat(transaction.schemas().latest())
            .as(death.where)
            .contains(new SchemaStore.Versioned(1, "{}"));
      }
      assertThat(dataset.texts()).as(death.where).isEqualTo(after(mode));
      assertThat(dataset.paths())
          .as("left after death at %s", death.where)
          .noneMatch(path -> path.contains("staging/") || path.contains("magic"))
          .noneMatch(path -> path.contains("/leases/") || path.endsWith(".tmp"));
    }
  }

  private boolean dies(HostProcess process, String runId, WriteMode mode, Death death) {
    DatasetTransaction[] begun = new DatasetTransaction[1];
    Throwable thrown =
        catchThrowable(
            () -> {
              begun[0] = dataset.begin(identity(runId), mode, process, death);
              begun[0].commit(
                  dataset.write(begun[0], runId, UPDATE), new SchemaToPin(1, "{}"), Map.of());
              begun[0].close();
            });
    if (begun[0] != null) {
      begun[0].abandon();
    }
    assertThat(thrown)
        .satisfiesAnyOf(t -> assertThat(t).isNull(), t -> assertThat(t).isInstanceOf(Killed.class));
    return thrown != null;
  }

  private boolean diesInBegin(HostProcess process, String runId, WriteMode mode, Death death) {
    try {
      dataset.begin(identity(runId), mode, process, death).abandon();
      return false;
    } catch (Killed e) {
      return true;
    }
  }

  /** In the mode that has the steps of the other one too. */
  @Test
  void recoversEvenIfRecoveriesDie() throws Exception {
    assertThat(dieAtEveryStep(WriteMode.OVERWRITE_PARTITIONS, true)).isNotEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void removesSupersededFilesOnlyAfterAllNewOnesAreInPlace(WriteMode mode) throws Exception {
    dataset.run("seed", WriteMode.APPEND, SEED);
    List<String> seen = new CopyOnWriteArrayList<>();
    CommitStep.Observer observer =
        (step, subject) -> {
          if (step == CommitStep.FILE_PUBLISHED
              || step == CommitStep.ALL_PUBLISHED
              || step == CommitStep.JOURNAL_PUBLISHED) {
            try {
              assertThat(dataset.texts().get("day=2")).contains("old b", "old c");
              seen.add(step.name());
            } catch (IOException e) {
              throw new IllegalStateException(e);
            }
          }
        };
    try (DatasetTransaction transaction =
        dataset.begin(identity("r1"), mode, HostProcess.current(), observer)) {
      transaction.commit(dataset.write(transaction, "r1", UPDATE), null, Map.of());
    }
    assertThat(seen).contains("FILE_PUBLISHED", "ALL_PUBLISHED", "JOURNAL_PUBLISHED");
    assertThat(dataset.texts()).isEqualTo(after(mode));
  }

  @ParameterizedTest
  @EnumSource
  void knowsASourceThatIsAlreadyIn(WriteMode mode) {
    dataset.run("first", mode, UPDATE);
    RunIdentity same = new RunIdentity("second", "test", "source of first");
    try (DatasetTransaction transaction = dataset.begin(same, mode)) {
      assertThat(transaction.committed())
          .singleElement()
          .satisfies(run -> assertThat(run.run().runId()).isEqualTo("first"))
          .satisfies(run -> assertThat(run.files()).hasSize(3));
    }
    WriteMode other = mode == WriteMode.APPEND ? WriteMode.OVERWRITE_PARTITIONS : WriteMode.APPEND;
    try (DatasetTransaction transaction = dataset.begin(same, other)) {
      assertThat(transaction.committed()).isEmpty();
    }
    try (DatasetTransaction transaction = dataset.begin(identity("third"), mode)) {
      assertThat(transaction.committed()).as("another source").isEmpty();
    }
  }

  @ParameterizedTest
  @EnumSource
  void countsAnOverwriteAsDoneOnlyWhileItsFilesAreThere(WriteMode mode) {
    dataset.run("first", mode, UPDATE);
    dataset.run("later", WriteMode.OVERWRITE_PARTITIONS, List.of(text("day=3", "newer")));
    RunIdentity same = new RunIdentity("second", "test", "source of first");
    try (DatasetTransaction transaction = dataset.begin(same, mode)) {
      assertThat(transaction.committed()).hasSize(mode == WriteMode.APPEND ? 1 : 0);
    }
  }

  @ParameterizedTest
  @EnumSource
  void commitsInBatchesThatTogetherAreOneRun(WriteMode mode) throws Exception {
    dataset.run("seed", WriteMode.APPEND, SEED);
    try (DatasetTransaction transaction = dataset.begin(identity("r1"), mode)) {
      transaction.commit(dataset.write(transaction, "r1", UPDATE), null, Map.of("n", "0"));
    }
    // A later start goes on with the next batch, in partitions of the first and in others.
    List<Dataset.Text> more = List.of(text("day=1", "new g"), text("day=2", "new h"));
    try (DatasetTransaction transaction = dataset.begin(identity("start2"), mode)) {
      assertThat(transaction.committed()).extracting(run -> run.run().batch()).containsExactly(0);
      transaction.next(identity("r1").withBatch(1));
      transaction.commit(dataset.write(transaction, "r1~1", more), null, Map.of("n", "1"));
    }
    var expected = new TreeMap<>(after(mode));
    expected.put(
        "day=1",
        both(
            mode == WriteMode.APPEND ? BEFORE.getOrDefault("day=1", List.of()) : List.of(),
            "new g"));
    expected.put("day=2", both(after(mode).getOrDefault("day=2", List.of()), "new h"));
    assertThat(dataset.texts()).isEqualTo(expected);
    try (DatasetTransaction transaction = dataset.begin(identity("start3"), mode)) {
      assertThat(transaction.committed())
          .extracting(run -> run.details().get("n"))
          .containsExactly("0", "1");
    }
  }

  private static List<String> both(List<String> texts, String more) {
    return Stream.concat(texts.stream(), Stream.of(more)).sorted().toList();
  }

  @ParameterizedTest
  @EnumSource
  void undoesJustTheBatchThatDied(WriteMode mode) throws Exception {
    try (DatasetTransaction transaction = dataset.begin(identity("r1"), mode)) {
      transaction.commit(dataset.write(transaction, "r1", UPDATE), null, Map.of());
    }
    var before = dataset.texts();
    DatasetTransaction dies =
        dataset.begin(
            identity("r1").withBatch(1),
            mode,
            Processes.dead(),
            (step, what) -> {
              if (step == CommitStep.ALL_PUBLISHED) {
                throw new ThreadDeath();
              }
            });
    List<NewFile> files = dataset.write(dies, "r1~1", List.of(text("day=3", "new g")));
    assertThatThrownBy(() -> dies.commit(files, null, Map.of())).isInstanceOf(ThreadDeath.class);
    dies.abandon();
    try (DatasetTransaction transaction = dataset.begin(identity("start2"), mode)) {
      assertThat(transaction.committed()).hasSize(1);
      assertThat(dataset.texts()).isEqualTo(before);
    }
  }

  @Test
  void refusesARunIdThatCommittedBefore() {
    dataset.run("r1", WriteMode.APPEND, UPDATE);
    try (DatasetTransaction transaction = dataset.begin(identity("r1"), WriteMode.APPEND)) {
      assertThatThrownBy(transaction::taskOutputs)
          .isInstanceOf(JobException.class)
          .hasMessageContaining("--run-id r1: used by a run that committed at")
          .hasMessageContaining("choose another id");
    }
  }

  @Test
  void commitsARunWithoutFiles() throws Exception {
    dataset.run("seed", WriteMode.APPEND, SEED);
    try (DatasetTransaction transaction =
        dataset.begin(identity("r1"), WriteMode.OVERWRITE_PARTITIONS)) {
      transaction.commit(List.of(), new SchemaToPin(1, "{}"), Map.of());
    }
    assertThat(dataset.texts()).isEqualTo(BEFORE);
    assertThat(SchemaStore.at(dataset.root(), dataset.conf()).latest()).isPresent();
  }

  @Test
  void writesUnpartitionedAndOddlyNamedDirectories() throws Exception {
    List<Text> odd =
        List.of(
            text("", "at the root"),
            text("at=2024-01-01 10%3A00/ü=a&b+c", "deep"),
            text("_x=1", "column with underscore"));
    dataset.run("r1", WriteMode.APPEND, odd);
    assertThat(dataset.texts())
        .isEqualTo(
            Map.of(
                "", List.of("at the root"),
                "at=2024-01-01 10%3A00/ü=a&b+c", List.of("deep"),
                "_x=1", List.of("column with underscore")));
    dataset.run(
        "r2", WriteMode.OVERWRITE_PARTITIONS, List.of(text("", "new"), text("_x=1", "newer")));
    assertThat(dataset.texts())
        .isEqualTo(
            Map.of(
                "", List.of("new"),
                "at=2024-01-01 10%3A00/ü=a&b+c", List.of("deep"),
                "_x=1", List.of("newer")));
  }

  @Test
  void publishesTheAttemptThatTheDriverAccepts() throws Exception {
    try (DatasetTransaction transaction = dataset.begin(identity("r1"), WriteMode.APPEND)) {
      TaskOutputs outputs = overTheWire(transaction.taskOutputs());
      TaskOutput accepted = outputs.open(1);
      TaskOutput speculative = outputs.open(2);
      TaskOutput slow = outputs.open(3);
      NewFile file = dataset.write(accepted, "r1", 0, text("day=1", "accepted"));
      dataset.write(speculative, "r1", 0, text("day=1", "speculative, longer"));
      dataset.write(slow, "r1", 0, text("day=1", "never committed"));
      speculative.commit();
      accepted.commit();
      transaction.commit(List.of(file), null, Map.of());
      // Too late: it may fail, as long as nothing of it is seen.
      assertThatCode(slow::commit)
          .satisfiesAnyOf(
              late -> assertThat(late).isNull(),
              late -> assertThat(late).isInstanceOf(IOException.class));
    }
    assertThat(dataset.texts()).isEqualTo(Map.of("day=1", List.of("accepted")));
    try (DatasetTransaction next = dataset.begin(identity("r2"), WriteMode.APPEND)) {
      assertThat(next.layout().root()).isNotNull();
    }
    assertThat(dataset.texts()).isEqualTo(Map.of("day=1", List.of("accepted")));
    assertThat(pendingUploads(dataset)).as("of the attempt that came too late").isEmpty();
  }

  @Test
  void dropsWhatAnAbortedAttemptWrote() throws Exception {
    try (DatasetTransaction transaction = dataset.begin(identity("r1"), WriteMode.APPEND)) {
      TaskOutput failing = transaction.taskOutputs().open(1);
      dataset.write(failing, "r1", 0, text("day=1", "half"));
      failing.abort();
      failing.abort();
      TaskOutput retried = transaction.taskOutputs().open(2);
      NewFile file = dataset.write(retried, "r1", 0, text("day=1", "whole"));
      retried.commit();
      transaction.commit(List.of(file), null, Map.of());
    }
    assertThat(dataset.texts()).isEqualTo(Map.of("day=1", List.of("whole")));
    assertThat(pendingUploads(dataset)).isEmpty();
  }

  @Test
  void refusesFilesThatAreNotThereAsDescribed() throws Exception {
    dataset.run("seed", WriteMode.APPEND, SEED);
    try (DatasetTransaction transaction = dataset.begin(identity("r1"), WriteMode.APPEND)) {
      List<NewFile> files = dataset.write(transaction, "r1", UPDATE);
      NewFile first = files.get(0);
      List<NewFile> wrong =
          List.of(
              new NewFile(first.path(), first.items(), first.bytes() + 1, first.stagedOrNull()),
              files.get(1),
              files.get(2));
      assertThatThrownBy(() -> transaction.commit(wrong, null, Map.of()))
          .isInstanceOf(JobException.class)
          .hasMessageContaining("publishing failed; the dataset is as it was");
    }
    assertThat(dataset.texts()).isEqualTo(BEFORE);
    assertThat(pendingUploads(dataset)).isEmpty();
  }

  @Test
  void publishesWhatSparkStaged() throws Exception {
    dataset.run("seed", WriteMode.APPEND, SEED);
    try (DatasetTransaction transaction =
        dataset.begin(identity("r1"), WriteMode.OVERWRITE_PARTITIONS)) {
      Path staged = transaction.stagedData();
      dataset.put(new Path(staged, "day=2/part-00000-5f2a.c000.snappy.orc"), "d");
      dataset.put(new Path(staged, "day=2/part-00007-5f2a.c000.snappy.orc"), "e");
      dataset.put(new Path(staged, "day=3/part-00000-5f2a.c000.json"), "f");
      dataset.put(new Path(staged, "_SUCCESS"), "");
      CommittedRun run = transaction.commitStaged(null, Map.of());
      assertThat(run.files()).extracting(NewFile::items).containsOnly(NewFile.UNCOUNTED);
    }
    assertThat(dataset.files())
        .isEqualTo(
            Map.of(
                "day=1/part-00000-0-seed.zstd.parquet", "old a",
                "day=2/part-00000-0-r1.snappy.orc", "d",
                "day=2/part-00001-0-r1.snappy.orc", "e",
                "day=3/part-00000-0-r1.json", "f"));
  }

  @Test
  void takesOverFromADeadProcessAtOnce() {
    DatasetTransaction dead =
        dataset.begin(identity("r1"), WriteMode.APPEND, Processes.dead(), CommitStep.Observer.NONE);
    try {
      List<String> messages = new ArrayList<>();
      long begun = System.nanoTime();
      begin("r2", Duration.ZERO, messages).close();
      assertThat(messages).isEmpty();
      assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(2));
    } finally {
      dead.abandon();
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void refusesWhileAnotherRunHoldsItAndSaysWhich(boolean onThisHost) throws Exception {
    HostProcess process = onThisHost ? HostProcess.current() : Processes.elsewhere();
    try (DatasetTransaction holder =
        dataset.begin(identity("r1"), WriteMode.APPEND, process, CommitStep.Observer.NONE)) {
      List<String> messages = new ArrayList<>();
      assertThatThrownBy(() -> begin("r2", Duration.ZERO, messages))
          .isInstanceOfSatisfying(
              JobException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.SERVICE))
          .hasMessageContaining("in use by run r1 (backfill) on host " + process.host())
          .hasMessageContaining("pid " + process.pid())
          .hasMessageContaining("this one wrote nothing");
      // Of a process elsewhere only its beats tell that it lives.
      assertThat(messages).hasSize(onThisHost ? 0 : 1);
      assertThat(dataset.texts()).isEmpty();
      holder.commit(dataset.write(holder, "r1", UPDATE), null, Map.of());
    }
    assertThat(dataset.texts()).hasSize(2);
  }

  @Test
  void letsOneOfTwoThatBeginTogetherWork() throws Exception {
    ExecutorService pool = Executors.newFixedThreadPool(4);
    CyclicBarrier together = new CyclicBarrier(4);
    try {
      List<Future<Boolean>> all = new ArrayList<>();
      for (int i = 0; i < 4; i++) {
        String run = "r" + i;
        all.add(
            pool.submit(
                () -> {
                  together.await();
                  try (DatasetTransaction one = begin(run, Duration.ZERO, new ArrayList<>())) {
                    // Until all others were refused.
                    together.await(20, TimeUnit.SECONDS);
                    return true;
                  } catch (JobException e) {
                    together.await(20, TimeUnit.SECONDS);
                    return false;
                  }
                }));
      }
      int working = 0;
      for (Future<Boolean> one : all) {
        working += one.get() ? 1 : 0;
      }
      assertThat(working).isEqualTo(1);
    } finally {
      pool.shutdownNow();
    }
  }

  @Test
  void waitsForALivingHolderWhereAskedTo() throws Exception {
    DatasetTransaction holder =
        dataset.begin(
            identity("r1"), WriteMode.APPEND, Processes.elsewhere(), CommitStep.Observer.NONE);
    List<String> messages = new ArrayList<>();
    Thread ends =
        new Thread(
            () -> {
              // It beats, so it does not expire in 2 s.
              LockSupport.parkNanos(Duration.ofSeconds(3).toNanos());
              holder.close();
            });
    ends.start();
    begin("r3", Duration.ofSeconds(20), messages).close();
    ends.join();
    assertThat(messages).hasSize(2).allMatch(m -> m.contains("in use by run r1 (backfill)"));
    assertThat(messages.get(0)).contains("watching whether it lives");
    assertThat(messages.get(1)).contains("waiting for it to end");
  }

  @Test
  void takesOverFromAnotherHostOnceItsLeaseExpired() {
    dataset
        .begin(identity("r1"), WriteMode.APPEND, Processes.elsewhere(), CommitStep.Observer.NONE)
        .abandon();
    long begun = System.nanoTime();
    begin("r2", Duration.ofSeconds(20), new ArrayList<>()).close();
    assertThat(Duration.ofNanos(System.nanoTime() - begun))
        .isBetween(Duration.ofMillis(1500), Duration.ofSeconds(10));
  }

  @Test
  void doesNotCommitAfterItsLeaseWasTakenOver() throws Exception {
    dataset.run("seed", WriteMode.APPEND, SEED);
    DatasetTransaction stopped =
        dataset.begin(identity("r1"), WriteMode.APPEND, Processes.dead(), CommitStep.Observer.NONE);
    List<NewFile> files = dataset.write(stopped, "r1", UPDATE);
    dataset.run("r2", WriteMode.APPEND, List.of(text("day=9", "other")));
    assertThatThrownBy(() -> stopped.commit(files, null, Map.of()))
        .isInstanceOf(JobException.class)
        .hasMessageContaining("the lease of run r1 is lost");
    stopped.close();
    assertThat(dataset.texts().keySet()).containsExactly("day=1", "day=2", "day=9");
  }

  private DatasetTransaction begin(String runId, Duration patience, List<String> messages) {
    return DatasetTransaction.begin(
        dataset.root(),
        dataset.conf(),
        identity(runId),
        WriteMode.APPEND,
        Dataset.TERMS.withPatience(patience),
        messages::add);
  }

  private static TaskOutputs overTheWire(TaskOutputs outputs) throws Exception {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(outputs);
    }
    try (ObjectInputStream in =
        new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
      return (TaskOutputs) in.readObject();
    }
  }

  /** Ends the run at one of its moments; an error, so that nothing cleans up after it. */
  private static final class Death implements CommitStep.Observer {
    private final int at;
    private int count;
    private String where = "";

    Death(int at) {
      this.at = at;
    }

    @Override
    public synchronized void reached(CommitStep step, String subject) {
      if (count++ == at) {
        where = step + " " + subject;
        throw new Killed();
      }
    }
  }

  private static final class Killed extends Error {
    private static final long serialVersionUID = 1L;
  }
}
