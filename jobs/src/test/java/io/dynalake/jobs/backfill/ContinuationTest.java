package io.dynalake.jobs.backfill;

import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;

import io.dynalake.dataset.commit.CommittedRun;
import io.dynalake.dataset.commit.RunIdentity;
import io.dynalake.dataset.commit.WriteMode;
import io.dynalake.export.DataFile;
import io.dynalake.export.FullExport;
import io.dynalake.jobs.run.RunLedger.Read;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ContinuationTest {
  private static final Instant NOON = Instant.parse("2024-05-01T12:00:00Z");
  private static final RunIdentity STARTED = new RunIdentity("new", "backfill", "f");
  private static final RunIdentity EARLIER = new RunIdentity("r1", "backfill", "f");

  private static FullExport export(String... keys) {
    List<DataFile> files =
        Stream.of(keys).map(key -> new DataFile(key, "at " + key, 1, 1L, null)).toList();
    return new FullExport("id", "location", "", "", "", "", files, List.of());
  }

  private static CommittedRun commit(int batch, String... keys) {
    Map<String, Read> read = Stream.of(keys).collect(toMap(k -> k, k -> new Read(3, 4)));
    return new CommittedRun(
        EARLIER.withBatch(batch),
        WriteMode.APPEND,
        NOON.plusSeconds(batch),
        List.of(),
        List.of(),
        Continuation.details(read, batch + 1));
  }

  @Test
  void beginsWhereNothingIsHeld() {
    var from = Continuation.of(export("a", "b"), STARTED, List.of(), false);
    assertThat(from.identity()).isEqualTo(STARTED);
    assertThat(from.remaining()).hasSize(2);
    assertThat(from.isDone()).isFalse();
  }

  @Test
  void goesOnBehindTheCommitsOfTheEarlierRun() {
    var commits = List.of(commit(0, "a"), commit(1, "c\nd"));
    var from = Continuation.of(export("a", "b", "c\nd"), STARTED, commits, true);
    assertThat(from.identity()).isEqualTo(EARLIER.withBatch(2));
    assertThat(from.remaining()).extracting(DataFile::key).containsExactly("b");
    assertThat(from.held()).containsOnlyKeys("a", "c\nd").containsValue(new Read(3, 4));
    assertThat(from.badItems()).isEqualTo(3);
    assertThat(from.isDone()).isFalse();
  }

  @Test
  void isDoneWhereAllIsHeldAndBeginsAnewOnlyIfAsked() {
    var commits = List.of(commit(0, "a"), commit(1, "b"));
    var from = Continuation.of(export("a", "b"), STARTED, commits, false);
    assertThat(from.isDone()).isTrue();
    assertThat(from.committedAt()).contains(NOON.plusSeconds(1));
    var again = Continuation.of(export("a", "b"), STARTED, commits, true);
    assertThat(again.isDone()).isFalse();
    assertThat(again.identity()).isEqualTo(STARTED);
    assertThat(again.remaining()).hasSize(2);
  }

  @Test
  void knowsThatAnExportWithoutFilesIsDone() {
    assertThat(Continuation.of(export(), STARTED, List.of(), false).isDone()).isFalse();
    assertThat(Continuation.of(export(), STARTED, List.of(commit(0)), false).isDone()).isTrue();
  }
}
