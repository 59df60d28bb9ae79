package io.dynalake.dataset.commit;

import static io.dynalake.dataset.commit.Dataset.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dynalake.error.ErrorCode;
import io.dynalake.error.JobException;
import io.dynalake.host.HostProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.assertj.core.api.ThrowableAssert;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The disk fills at some operation of a run that overwrites day=2 and adds day=3. */
final class FullDiskTest {
  private static final Map<String, List<String>> BEFORE =
      Map.of("day=1", List.of("old a"), "day=2", List.of("old b"));
  private static final Map<String, List<String>> AFTER =
      Map.of("day=1", List.of("old a"), "day=2", List.of("new c"), "day=3", List.of("new d"));

  private final Path directory;
  private final Dataset healthy;

  FullDiskTest(@TempDir Path directory) {
    this.directory = directory;
    this.healthy = new Dataset(directory.resolve("orders").toString(), new Configuration());
    healthy.run("seed", WriteMode.APPEND, List.of(text("day=1", "old a"), text("day=2", "old b")));
  }

  private static List<Dataset.Text> update() {
    return List.of(text("day=2", "new c"), text("day=3", "new d"));
  }

  private ThrowableAssert.ThrowingCallable overwriteFailing(
      String operation, String path, int spared) {
    Dataset faulty = new Dataset(healthy.root(), FaultyFileSystem.failing(operation, path, spared));
    return () -> faulty.run("r1", WriteMode.OVERWRITE_PARTITIONS, update());
  }

  private void assertAsBeforeAndClean() throws IOException {
    assertThat(healthy.texts()).isEqualTo(BEFORE);
    assertThat(healthy.paths())
        .noneMatch(path -> path.contains("staging/") || path.contains("/leases/"))
        .noneMatch(path -> path.endsWith(".tmp"));
  }

  private void assertRerunGivesTheResult(String runId) throws IOException {
    healthy.run(runId, WriteMode.OVERWRITE_PARTITIONS, update());
    assertThat(healthy.texts()).isEqualTo(AFTER);
  }

  private static void assertService(JobException e) {
    assertThat(e.code()).isEqualTo(ErrorCode.SERVICE);
  }

  @Test
  void leavesNothingWhenATaskCannotWrite() throws IOException {
    assertThatThrownBy(overwriteFailing("write", "part-00001", 0))
        .hasMessageContaining("No space left on device");
    assertAsBeforeAndClean();
    assertRerunGivesTheResult("r2");
  }

  @Test
  void undoesAPublicationThatStopsHalfway() throws IOException {
    assertThatThrownBy(overwriteFailing("rename", "/orders/day=3/", 0))
        .isInstanceOfSatisfying(JobException.class, FullDiskTest::assertService)
        .hasMessageContaining("commit of run r1 to file:")
        .hasMessageContaining("publishing failed; the dataset is as it was")
        .hasMessageContaining("No space left on device");
    assertAsBeforeAndClean();
    assertThat(Files.exists(directory.resolve("orders/day=3"))).isFalse();
    assertRerunGivesTheResult("r2");
  }

  @Test
  void publishesNothingWhenTheJournalCannotBeWritten() throws IOException {
    assertThatThrownBy(overwriteFailing("write", "commits/\\.r1", 0))
        .hasMessageContaining("could not be undone, which the next run on this target does");
    assertThat(healthy.texts()).isEqualTo(BEFORE);
    assertRerunGivesTheResult("r2");
  }

  @Test
  void undoesAPublicationThatCannotBeJournaled() throws IOException {
    assertThatThrownBy(overwriteFailing("write", "commits/\\.r1", 1))
        .hasMessageContaining("could not be undone, which the next run on this target does");
    try (DatasetTransaction next =
        healthy.begin(new RunIdentity("r2", "test", "s"), WriteMode.APPEND)) {
      assertThat(next.recovered())
          .contains("run r1 died while it published: rolled back, 2 of its 2 new files removed");
      assertThat(healthy.texts()).isEqualTo(BEFORE);
    }
    assertAsBeforeAndClean();
    assertRerunGivesTheResult("r3");
  }

  @Test
  void completesLaterWhatItCannotRemoveNow() throws IOException {
    assertThatThrownBy(overwriteFailing("delete", "/orders/day=2/", 0))
        .isInstanceOfSatisfying(JobException.class, FullDiskTest::assertService)
        .hasMessageContaining("all new files are in place")
        .hasMessageContaining("the next run on this target completes it");
    assertThat(healthy.texts().get("day=2")).containsExactly("new c", "old b");
    try (DatasetTransaction next =
        healthy.begin(
            new RunIdentity("r2", "test", "source of r1"), WriteMode.OVERWRITE_PARTITIONS)) {
      assertThat(next.recovered())
          .containsExactly(
              "run r1 died after it had published all files: completed, 1 superseded files"
                  + " removed",
              "staged files of run r1 removed");
      assertThat(next.committed()).isNotEmpty();
    }
    assertThat(healthy.texts()).isEqualTo(AFTER);
  }

  @Test
  void undoesLaterWhatItCannotUndoNow() throws IOException {
    // The publication fails at its end, for a file vanished; then no new file can be deleted.
    Dataset faulty =
        new Dataset(healthy.root(), FaultyFileSystem.failing("delete", "/orders/day=", 0));
    CommitStep.Observer vanish =
        (step, subject) -> {
          if (step == CommitStep.ALL_PUBLISHED) {
            try {
              Files.delete(directory.resolve("orders/day=3/part-00001-0-r1.zstd.parquet"));
            } catch (IOException e) {
              throw new IllegalStateException(e);
            }
          }
        };
    try (DatasetTransaction transaction =
        faulty.begin(
            new RunIdentity("r1", "test", "s"),
            WriteMode.OVERWRITE_PARTITIONS,
            HostProcess.current(),
            vanish)) {
      List<NewFile> files = faulty.write(transaction, "r1", update());
      assertThatThrownBy(() -> transaction.commit(files, null, Map.of()))
          .hasMessageContaining("could not be undone")
          .hasMessageContaining("not in place with 5 bytes after its publication");
    }
    assertThat(healthy.texts().get("day=2")).containsExactly("new c", "old b");
    healthy.begin(new RunIdentity("r2", "test", "s"), WriteMode.APPEND).close();
    assertAsBeforeAndClean();
  }

  @Test
  void saysThatATargetCannotBeWritten() throws IOException {
    Path file = Files.writeString(directory.resolve("a-file"), "x");
    Dataset impossible = new Dataset(file.resolve("orders").toString(), new Configuration());
    assertThatThrownBy(() -> impossible.begin(new RunIdentity("r1", "test", "s"), WriteMode.APPEND))
        .isInstanceOfSatisfying(JobException.class, FullDiskTest::assertService)
        .hasMessageContaining("--target " + impossible.root() + ": cannot be written")
        .hasMessageContaining("check the path, the permissions and the free space");
  }

  @Test
  void removesNoSupersededFileIfANewOneIsMissingLater() throws IOException {
    assertThatThrownBy(overwriteFailing("delete", "/orders/day=2/", 0))
        .hasMessageContaining("all new files are in place");
    Files.delete(directory.resolve("orders/day=2/part-00000-0-r1.zstd.parquet"));
    assertThatThrownBy(() -> healthy.begin(new RunIdentity("r2", "test", "s"), WriteMode.APPEND))
        .hasMessageContaining("day=2/part-00000-0-r1.zstd.parquet")
        .hasMessageContaining("not in place with 5 bytes");
    assertThat(healthy.texts().get("day=2")).containsExactly("old b");
  }
}
