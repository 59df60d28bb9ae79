package io.dynalake.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.dynalake.error.ErrorCode;
import io.dynalake.ledger.Failure;
import io.dynalake.ledger.Ledger;
import io.dynalake.ledger.Ledgers;
import io.dynalake.ledger.PartKind;
import io.dynalake.ledger.PartRecord;
import io.dynalake.ledger.RunRecord;
import io.dynalake.ledger.RunState;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.spark.SparkContext$;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From the command line to the exit code, with ledgers that the library filled. */
class RunsJobTest {
  private static final Instant T0 = Instant.parse("2026-03-01T10:00:00Z");

  private final String uri;
  private final Ledger ledger;
  private final boolean sparkBefore = SparkContext$.MODULE$.getActive().isDefined();
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  RunsJobTest(@TempDir Path folder) {
    uri = folder.resolve("ledger.db").toString();
    ledger = Ledgers.open(uri, Duration.ofSeconds(5), note -> {});
  }

  @AfterEach
  void close() {
    ledger.close();
    assertThat(SparkContext$.MODULE$.getActive().isDefined()).as("Spark").isEqualTo(sparkBefore);
  }

  private static Instant at(int seconds) {
    return T0.plusSeconds(seconds);
  }

  private static RunRecord run(String id, Instant started) {
    return RunRecord.begin(
        id,
        "backfill",
        "s3://raw/export",
        "s3://lake/orders",
        "f",
        List.of("--export", "s3://raw/export", "--sql", "SELECT * FROM items"),
        "host:7",
        started);
  }

  /** 8 files: 5 completed in 10 s each, 2 failed, one of them twice, 1 left; a day lies between. */
  private void enterPartialRun() {
    RunRecord run = run("nightly", T0);
    ledger.enter(run);
    List<PartRecord> parts = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      parts.add(
          PartRecord.pending("data/" + i + ".json.gz", PartKind.DATA_FILE, "s3://raw/" + i, T0));
    }
    ledger.enterParts("nightly", parts);
    List<PartRecord> changed = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      changed.add(parts.get(i).begin(at(i * 5)).completed(1_000, 1 << 20, at(i * 5 + 10)));
    }
    Failure torn = Failure.of(ErrorCode.BAD_DATA, "data/5.json.gz: the gzip stream is torn");
    Failure away = Failure.of(ErrorCode.SERVICE, "S3: \u001b[31mslow\ndown");
    changed.add(parts.get(5).begin(at(25)).failed(torn, at(30)));
    int day = 86_400;
    changed.add(
        parts.get(6).begin(at(25)).failed(away, at(30)).begin(at(day)).failed(torn, at(day + 70)));
    ledger.changeParts("nightly", changed);
    ledger.change(
        run.ended(
            RunState.PARTIAL,
            at(day + 75),
            Map.of("read", 5_000L, "written", 4_990L, "filtered", 10L),
            Optional.empty()));
  }

  @Test
  void listsRuns() {
    ledger.enter(run("older", at(-100)));
    enterPartialRunLater();
    assertThat(run("list")).isZero();
    assertThat(text(out).lines())
        .hasSize(4)
        .satisfiesExactly(
            line -> assertThat(line).startsWith("RUN      JOB       STARTED               "),
            line -> assertThat(line).startsWith("living   backfill  ").contains("  running  "),
            line ->
                assertThat(line)
                    .startsWith("nightly  backfill  2026-03-01T10:00:00Z  ")
                    .contains("  24:01:15 h  5,000    4,990  partial  ")
                    .endsWith("  s3://lake/orders"),
            line ->
                assertThat(line)
                    .startsWith("older    backfill  2026-03-01T09:58:20Z")
                    .contains("  no sign of life since 2026-03-01T09:58:20Z  "));

    assertThat(run("list", "--limit", "1")).isZero();
    assertThat(text(out).lines()).hasSize(2).last().asString().startsWith("living");
    assertThat(run("list", "--state", "partial", "--limit", "1")).isZero();
    assertThat(text(out).lines()).hasSize(2).last().asString().startsWith("nightly");
    assertThat(run("list", "--state", "completed")).isZero();
    assertThat(text(out)).isEqualTo("no runs\n");
  }

  private void enterPartialRunLater() {
    enterPartialRun();
    ledger.enter(run("living", Instant.now()));
  }

  @Test
  void listsRunsAsJson() throws IOException {
    enterPartialRunLater();
    assertThat(run("list", "--json")).isZero();
    JsonNode runs = json().path("runs");
    assertThat(runs).hasSize(2);
    assertThat(runs.at("/0/alive").asBoolean()).isTrue();
    assertThat(runs.at("/1/runId").asText()).isEqualTo("nightly");
    assertThat(runs.at("/1/state").asText()).isEqualTo("PARTIAL");
    assertThat(runs.at("/1/counts/written").asLong()).isEqualTo(4_990);
    assertThat(runs.at("/1/seconds").asDouble()).isEqualTo(86_475);
    assertThat(runs.at("/1").has("failure")).isFalse();
  }

  @Test
  void showsARun() {
    enterPartialRun();
    assertThat(run("show", "nightly")).isZero();
    assertThat(text(out))
        .startsWith("backfill nightly: partial\n")
        .contains(
            "  parts           5 of 8 data files completed, 2 failed, 0 in progress, 1 pending;"
                + " 5,000 items, 5.0 MB\n")
        // 30 s on the first day, 70 s on the second, in which five files of 1 MB were completed.
        .contains("  rate            50 items/s, 51.2 KB/s; worked at for 100.0 s\n")
        .contains("  items filtered  10\n")
        .contains("  options         --export s3://raw/export --sql 'SELECT * FROM items'\n")
        .contains(
            "  slowest data files:\n    70.0 s      0 items     0 B  failed     data/6.json.gz\n")
        .contains("    10.0 s  1,000 items  1.0 MB  completed  data/0.json.gz\n")
        .contains("    data/5.json.gz: BAD_DATA data/5.json.gz: the gzip stream is torn\n")
        .endsWith("    all attempts: dynalake runs failed nightly\n");
  }

  @Test
  void showsARunAsJson() throws IOException {
    enterPartialRun();
    assertThat(run("show", "nightly", "--json")).isZero();
    JsonNode json = json();
    assertThat(json.at("/run/runId").asText()).isEqualTo("nightly");
    assertThat(json.at("/run/options/3").asText()).isEqualTo("SELECT * FROM items");
    assertThat(json.at("/parts/completed").asInt()).isEqualTo(5);
    assertThat(json.at("/parts/noun").asText()).isEqualTo("data file");
    assertThat(json.at("/activeSeconds").asDouble()).isEqualTo(100);
    assertThat(json.at("/itemsPerSecond").asDouble()).isEqualTo(50);
    assertThat(json.path("slowest")).hasSize(5);
    assertThat(json.path("failed")).hasSize(2);
    assertThat(json.at("/failed/1/attempts/0/message").asText())
        .isEqualTo("S3: \u001b[31mslow\ndown");
  }

  @Test
  void showsEveryAttemptOfWhatFailed() {
    enterPartialRun();
    assertThat(run("failed", "nightly")).isZero();
    assertThat(text(out))
        .isEqualTo(
            """
            nightly: 2 of 8 data files failed
              data/5.json.gz  (s3://raw/5)
                attempt 1  2026-03-01T10:00:25Z  5.0 s  BAD_DATA data/5.json.gz: the gzip stream is torn
              data/6.json.gz  (s3://raw/6)
                attempt 1  2026-03-01T10:00:25Z   5.0 s  SERVICE S3: \uFFFD[31mslow down
                attempt 2  2026-03-02T10:00:00Z  70.0 s  BAD_DATA data/5.json.gz: the gzip stream is torn
            """);
  }

  @Test
  void tellsHowLongARunWillTake() throws IOException {
    Instant start = Instant.now().minusSeconds(100).truncatedTo(ChronoUnit.MILLIS);
    RunRecord run = run("live", start);
    ledger.enter(run);
    List<PartRecord> parts = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      parts.add(PartRecord.pending("segment-0" + i, PartKind.SEGMENT, "t", start));
    }
    ledger.enterParts("live", parts);
    PartRecord begun = parts.get(0).begin(start);
    ledger.changeParts(
        "live", List.of(begun.completed(9, 9, start.plusSeconds(50)), parts.get(1).begin(start)));
    ledger.change(run.beat(Instant.now(), Map.of("read", 9L)));

    assertThat(run("show", "live", "--json")).isZero();
    // One of five in 100 s, since the second is still in progress.
    assertThat(json().path("secondsLeft").asDouble()).isBetween(400.0, 600.0);
    assertThat(run("show", "live")).isZero();
    assertThat(text(out))
        .startsWith("backfill live: running\n")
        .contains("1 of 5 segments completed, 0 failed, 1 in progress, 3 pending")
        .containsPattern("left +about \\d:\\d\\d min");
  }

  @Test
  void tellsOfARunWhoseDriverDied() {
    RunRecord run = run("dead", T0);
    ledger.enter(run);
    PartRecord part = PartRecord.pending("segment-00001", PartKind.SEGMENT, "t", T0);
    ledger.enterParts("dead", List.of(part));
    ledger.changeParts("dead", List.of(part.begin(at(1))));
    ledger.change(run.beat(at(90), Map.of()));
    assertThat(run("show", "dead")).isZero();
    assertThat(text(out))
        .startsWith("backfill dead: no sign of life since 2026-03-01T10:01:30Z\n")
        .contains("0 of 1 segment completed, 0 failed, 1 in progress")
        .contains("worked at for 89.0 s");

    assertThat(run("watch", "dead")).isEqualTo(69);
    assertThat(text(err))
        .contains("run dead: no sign of life since", "start the same command again");
  }

  @Test
  void tellsSegmentsFromTheDataFilesThatTheyBecame() throws IOException {
    RunRecord run = run("table", T0);
    ledger.enter(run);
    PartRecord segment = PartRecord.pending("segment-00000", PartKind.SEGMENT, "t", T0);
    PartRecord file = PartRecord.pending("data/a", PartKind.DATA_FILE, "in/a", T0);
    PartRecord other = PartRecord.pending("data/b", PartKind.DATA_FILE, "in/b", T0);
    ledger.enterParts("table", List.of(segment, file, other));
    ledger.changeParts(
        "table",
        List.of(
            segment.begin(T0).completed(70, 700, at(100)),
            file.begin(at(200)).completed(40, 400, at(210)),
            other.begin(at(200)).completed(30, 300, at(210))));
    ledger.change(run.ended(RunState.COMPLETED, at(220), Map.of(), Optional.empty()));

    assertThat(run("show", "table")).isZero();
    assertThat(text(out))
        .contains("  landed     1 of 1 segment completed")
        .contains("  parts      2 of 2 data files completed")
        .contains("70 items, 700 B\n")
        .contains("  rate       7 items/s, 70 B/s; worked at for 10.0 s\n");
    assertThat(run("show", "table", "--json")).isZero();
    assertThat(json().at("/landed/items").asInt()).isEqualTo(70);
    assertThat(run("watch", "table")).isZero();
    assertThat(text(err)).contains("backfill table: 2 of 2 data files, 70 items");
  }

  @Test
  void watchesARunToItsEndAndEndsLikeIt() throws Exception {
    Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
    RunRecord run = run("live", now);
    ledger.enter(run);
    PartRecord part = PartRecord.pending("a", PartKind.DATA_FILE, "in/a", now);
    ledger.enterParts("live", List.of(part));
    CompletableFuture<Integer> watching =
        CompletableFuture.supplyAsync(() -> run("watch", "live", "--every", "PT0.05S"));
    Thread.sleep(300);
    assertThat(watching).isNotDone();

    ledger.changeParts("live", List.of(part.begin(now).completed(7, 70, now.plusMillis(100))));
    ledger.change(run.ended(RunState.COMPLETED, now.plusSeconds(1), Map.of(), Optional.empty()));

    assertThat(watching.get(1, TimeUnit.MINUTES)).isZero();
    assertThat(text(out)).startsWith("backfill live: completed\n");
    assertThat(text(err)).contains("backfill live: 1 of 1 data file, 7 items");
  }

  @Test
  void endsAWatchWithTheCodeOfTheRun() {
    enterPartialRun();
    assertThat(run("watch", "nightly")).isEqualTo(75);
    assertThat(text(err)).contains("run nightly: 2 of 8 data files failed; `dynalake runs failed");

    RunRecord unregistered = run("unregistered", T0);
    ledger.enter(unregistered);
    Failure refused = Failure.of(ErrorCode.SERVICE, "--catalog-table: the metastore is away");
    ledger.change(unregistered.ended(RunState.PARTIAL, at(3), Map.of(), Optional.of(refused)));
    assertThat(run("watch", "unregistered")).isEqualTo(69);
    assertThat(text(err))
        .contains("run unregistered: --catalog-table: the metastore is away")
        .contains("`dynalake runs retry unregistered`");

    RunRecord run = run("bad", T0);
    ledger.enter(run);
    Failure why = Failure.of(ErrorCode.BAD_DATA, "orders: total no longer fits");
    ledger.change(run.ended(RunState.FAILED, at(3), Map.of(), Optional.of(why)));
    assertThat(run("watch", "bad")).isEqualTo(65);
    assertThat(text(err)).contains("run bad: it failed; orders: total no longer fits");
    assertThat(run("show", "bad")).isZero();
    assertThat(text(out)).contains("failure    BAD_DATA orders: total no longer fits");
  }

  @Test
  void missesRunsAndLedgers(@TempDir Path empty) {
    assertThat(run("show", "none")).isEqualTo(66);
    assertThat(text(err))
        .contains("run none: it is not in this ledger " + uri)
        .contains("`dynalake runs list` shows those that are");
    String other = empty.resolve("other.db").toString();
    assertThat(run("list", "--ledger", other)).isEqualTo(66);
    assertThat(text(err)).contains("ledger " + other + ": there is none");
    assertThat(Path.of(other)).doesNotExist();
  }

  private int run(String... args) {
    out.reset();
    err.reset();
    List<String> command = new ArrayList<>(List.of("runs"));
    command.addAll(List.of(args));
    if (!command.contains("--ledger")) {
      command.addAll(List.of("--ledger", uri));
    }
    return Dynalake.run(
        command.toArray(new String[0]),
        new PrintStream(out, true, StandardCharsets.UTF_8),
        new PrintStream(err, true, StandardCharsets.UTF_8));
  }

  private JsonNode json() throws IOException {
    return new ObjectMapper().readTree(out.toByteArray());
  }

  private static String text(ByteArrayOutputStream bytes) {
    return bytes.toString(StandardCharsets.UTF_8);
  }
}
