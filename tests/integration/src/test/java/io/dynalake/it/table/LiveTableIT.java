package io.dynalake.it.table;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.dynalake.error.ErrorCode;
import io.dynalake.error.JobException;
import io.dynalake.it.run.Place;
import io.dynalake.jobs.Dynalake;
import io.dynalake.ledger.Ledger;
import io.dynalake.ledger.Ledgers;
import io.dynalake.ledger.PartKind;
import io.dynalake.ledger.PartRecord;
import io.dynalake.ledger.PartState;
import io.dynalake.ledger.RunRecord;
import io.dynalake.ledger.RunState;
import io.dynalake.testsupport.dynamodb.TableSpec;
import io.dynalake.testsupport.export.RandomItems;
import io.dynalake.testsupport.fault.Call;
import io.dynalake.testsupport.fault.Fault;
import io.dynalake.testsupport.fault.Rule;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;

/** A table with attributes of all types, by both ways. */
@TestInstance(Lifecycle.PER_CLASS)
class LiveTableIT {
  private static final String TABLE = "AllTypes";

  /** {@code -Dtable.items=200000} for a longer look. */
  private static final int ITEMS = Integer.getInteger("table.items", 4_000);

  private LiveTables live;
  private Place bucket;
  private Place disk;
  private List<String> stored;

  @BeforeAll
  void start(@TempDir Path temporary) {
    live = LiveTables.start();
    bucket = Place.s3a(temporary);
    disk = Place.local(temporary);
    // The table's history begins hours ago, so that there is a time to export.
    stored = live.hold(TABLE, new RandomItems(7).stream(ITEMS));
    live.protect(TABLE);
    live.emulator().clock().advance(LiveTables.PAST);
    assertThat(stored).hasSize(ITEMS);
  }

  @BeforeEach
  void forget() {
    live.forget();
  }

  @AfterAll
  void stop() {
    live.close();
  }

  @Test
  void landsEveryItemOfAScan() {
    live.run("export", TABLE, "--via=scan", "--landing=" + bucket.uri("every"));

    String export = Landings.export(bucket, "every");
    assertThat(Landings.items(bucket, export)).isEqualTo(stored);
    assertThat(live.proxy().log().segments()).hasSizeGreaterThan(1);
  }

  @Test
  void makesTheSameDatasetByScanAndByExport() {
    live.run(
        "backfill",
        TABLE,
        "--via=scan",
        "--landing=" + disk.uri("scanned"),
        "--target=" + disk.uri("by-scan"));
    live.run(
        "backfill",
        TABLE,
        "--via=pitr",
        "--landing=" + bucket.uri("exported"),
        "--target=" + bucket.uri("by-export"));

    assertThat(disk.rows("by-scan").get("")).hasSize(ITEMS);
    assertThat(bucket.rows("by-export")).isEqualTo(disk.rows("by-scan"));
  }

  @Test
  void landsANamedRunOnce() {
    String[] options = {"--via=scan", "--landing=" + disk.uri("once"), "--run-id=once"};
    live.run("export", TABLE, options);
    live.proxy().log().clear();
    live.run("export", TABLE, options);

    assertThat(live.proxy().log().calls("Scan")).isEmpty();
    assertThat(Landings.items(disk, Landings.export(disk, "once"))).isEqualTo(stored);
  }

  @Test
  void asksForAnExportOncePerWindow() {
    String[] options = {"--via=pitr", "--landing=" + bucket.uri("hourly"), "--window=hourly"};
    live.run("export", TABLE, options);
    live.run("export", TABLE, options);

    assertThat(live.proxy().log().calls("ExportTableToPointInTime")).hasSize(1);
    assertThat(Landings.items(bucket, Landings.export(bucket, "hourly"))).isEqualTo(stored);
  }

  @Test
  void exportsChangesFromTheEndOfTheLastExportOn() throws Exception {
    String landing = "--landing=" + bucket.uri("changes");
    Instant first = Instant.now().minus(Duration.ofHours(2)).truncatedTo(ChronoUnit.SECONDS);
    live.run("export", TABLE, "--via=pitr", landing, "--export-time=" + first);
    live.run("export", TABLE, "--via=pitr", landing, "--incremental", "--view=new-image");

    String summary =
        bucket.files("changes").stream()
            .filter(file -> file.endsWith("manifest-summary.json"))
            .reduce((a, b) -> b)
            .orElseThrow();
    JsonNode json = new ObjectMapper().readTree(bucket.read("changes/" + summary));
    assertThat(json.get("exportType").asText()).isEqualTo("INCREMENTAL_EXPORT");
    assertThat(json.get("outputView").asText()).isEqualTo("NEW_IMAGE");
    assertThat(Instant.parse(json.get("exportFromTime").asText())).isEqualTo(first);
  }

  @Test
  void refusesABucketThatIsNotThereBeforeAskingForAnExport() {
    JobException failure =
        catchThrowableOfType(
            JobException.class,
            () -> live.run("export", TABLE, "--via=pitr", "--landing=s3://not-there-at-all/x"));

    assertThat(failure.code()).isEqualTo(ErrorCode.INPUT_MISSING);
    assertThat(failure).hasMessageContaining("bucket not-there-at-all: it is not there; create it");
    assertThat(live.proxy().log().calls("ExportTableToPointInTime")).isEmpty();
  }

  @Test
  void reportsABackfillWhoseTableCannotBeRead(@TempDir Path folder) throws Exception {
    live.proxy().rule(Rule.on("Scan").share(1, 1, new Fault.Throttle("AccessDeniedException")));
    String target = folder.resolve("unread").toString();
    JobException failure =
        live.failure(
            "backfill",
            TABLE,
            "--via=scan",
            "--landing=" + disk.uri("unread"),
            "--target=" + target,
            "--run-id=unread",
            "--ledger=" + folder.resolve("ledger.db"));

    Path reports = Path.of(target, "_dynalake", "reports");
    JsonNode report = new ObjectMapper().readTree(reports.resolve("unread.json").toFile());
    assertThat(report.at("/status").asText()).isEqualTo("FAILED");
    assertThat(report.at("/errors/0/message").asText()).isEqualTo(failure.getMessage());
    assertThat(Files.readString(reports.resolve("unread.html")))
        .contains("./dynalake runs retry unread");
  }

  @Test
  void recordsAScanThatFailedAndItsRetryTakesWhatIsMissing(@TempDir Path folder) throws Exception {
    String uri = folder.resolve("ledger.db").toString();
    live.proxy()
        .rule(Rule.on("Scan").nth(new Fault.Throttle("AccessDeniedException"), 5, 6, 7, 8, 9, 10));
    JobException failure =
        live.failure(
            "export",
            TABLE,
            "--via=scan",
            "--landing=" + disk.uri("failing"),
            "--run-id=broken",
            "--total-segments=8",
            "--ledger=" + uri);

    assertThat(failure.code()).isEqualTo(ErrorCode.SERVICE);
    JsonNode report =
        new ObjectMapper().readTree(disk.read("failing/_dynalake/reports/broken.json"));
    assertThat(report.at("/status").asText()).isEqualTo("FAILED");
    assertThat(report.at("/errors/0/message").asText()).isEqualTo(failure.getMessage());
    assertThat(report.at("/acquired/scan/segments").asInt()).isEqualTo(8);
    assertThat(new String(disk.read("failing/_dynalake/reports/broken.html"), UTF_8))
        .contains("./dynalake runs retry broken");
    Set<Integer> landed = Landings.segments(disk, "failing");
    assertThat(landed).isNotEmpty().hasSizeLessThan(8);
    try (Ledger ledger = Ledgers.open(uri, Ledgers.PATIENCE, note -> {})) {
      RunRecord run = ledger.run("broken").orElseThrow();
      assertThat(run.state()).isEqualTo(RunState.FAILED);
      assertThat(run.failure().orElseThrow().message()).contains("access denied");
      assertThat(run.source()).endsWith(":table/" + TABLE);
      assertThat(run.target()).endsWith("failing/" + TABLE + "/broken");
      assertThat(ledger.parts("broken", Set.of(PartState.IN_PROGRESS))).isEmpty();
      assertThat(ledger.parts("broken", Set.of(PartState.FAILED)))
          .singleElement()
          .satisfies(
              part -> assertThat(part.failure().orElseThrow().message()).contains("access denied"));
    }

    live.forget();
    Dynalake.run("runs", "retry", "broken", "--ledger=" + uri);
    assertThat(live.proxy().log().segments()).doesNotContainAnyElementsOf(landed);
    assertThat(Landings.items(disk, Landings.export(disk, "failing"))).isEqualTo(stored);
    try (Ledger ledger = Ledgers.open(uri, Ledgers.PATIENCE, note -> {})) {
      RunRecord run = ledger.run("broken").orElseThrow();
      assertThat(run.state()).isEqualTo(RunState.COMPLETED);
      assertThat(run.counts()).containsEntry("written", (long) ITEMS);
      List<PartRecord> parts = ledger.parts("broken", Set.of(PartState.COMPLETED));
      assertThat(parts).hasSize(8);
      assertThat(parts.stream().mapToLong(PartRecord::items).sum()).isEqualTo(ITEMS);
      assertThat(parts)
          .filteredOn(part -> part.attemptsMade() == 2)
          .hasSize(1)
          .allMatch(part -> part.attempts().get(0).failure().isPresent());
    }
  }

  @Test
  void recordsSegmentsAndDataFilesAsOneRun(@TempDir Path folder) {
    String uri = folder.resolve("ledger.db").toString();
    String[] options = {
      "--via=scan",
      "--landing=" + disk.uri("one-run-raw"),
      "--target=" + disk.uri("one-run"),
      "--run-id=whole",
      "--total-segments=8",
      "--ledger=" + uri
    };
    live.run("backfill", TABLE, options);
    live.run("backfill", TABLE, options);

    try (Ledger ledger = Ledgers.open(uri, Ledgers.PATIENCE, note -> {})) {
      assertThat(ledger.runs(9)).extracting(RunRecord::runId).containsExactly("whole");
      assertThat(ledger.run("whole").orElseThrow().state()).isEqualTo(RunState.COMPLETED);
      List<PartRecord> parts = ledger.parts("whole", Set.of(PartState.COMPLETED));
      for (PartKind kind : PartKind.values()) {
        assertThat(
                parts.stream()
                    .filter(part -> part.kind() == kind)
                    .mapToLong(PartRecord::items)
                    .sum())
            .as("%s", kind)
            .isEqualTo(ITEMS);
      }
    }
  }

  @Test
  void recordsAnExportByDynamoDb(@TempDir Path folder) {
    String uri = folder.resolve("ledger.db").toString();
    live.emulator().failNextExport("S3AccessDenied", "Access Denied (403)");
    String landing = "--landing=" + bucket.uri("recorded");
    JobException failure =
        live.failure("export", TABLE, "--via=pitr", landing, "--window=hourly", "--ledger=" + uri);

    assertThat(failure).hasMessageContaining("S3AccessDenied");
    assertThat(bucket.files("recorded/_dynalake/reports")).hasSize(2);
    try (Ledger ledger = Ledgers.open(uri, Ledgers.PATIENCE, note -> {})) {
      RunRecord run = ledger.runs(9).get(0);
      assertThat(run.state()).isEqualTo(RunState.FAILED);
      assertThat(run.failure().orElseThrow().message()).contains("S3AccessDenied");
      assertThat(run.options())
          .contains("--run-id=" + run.runId())
          .anyMatch(option -> option.startsWith("--export-time="))
          .noneMatch(option -> option.startsWith("--window"));
    }
  }

  @Test
  void tellsWhyAnExportFailed() {
    live.emulator().failNextExport("S3AccessDenied", "Access Denied (403)");

    JobException failure =
        catchThrowableOfType(
            JobException.class,
            () ->
                live.run(
                    "backfill",
                    TABLE,
                    "--via=pitr",
                    "--landing=" + bucket.uri("denied"),
                    "--target=" + disk.uri("never")));

    assertThat(failure.code()).isEqualTo(ErrorCode.SERVICE);
    assertThat(failure)
        .hasMessageContaining("S3AccessDenied: Access Denied (403)")
        .hasMessageContaining("s3:PutObject");
    assertThat(disk.dataFiles("never")).isEmpty();
  }

  @Test
  void takesAnExportThatExists() {
    live.run("export", TABLE, "--via=pitr", "--landing=" + bucket.uri("reused"), "--run-id=a");
    live.run("export", TABLE, "--via=pitr", "--landing=" + bucket.uri("reused"), "--run-id=a");

    assertThat(live.proxy().log().calls("ExportTableToPointInTime")).hasSize(1);
    assertThat(Landings.items(bucket, Landings.export(bucket, "reused"))).isEqualTo(stored);
  }

  @Test
  void scansOnlyTheShareOfSegmentsUntilAnotherJobHasTheRest() {
    String[] share = {
      "--via=scan", "--landing=" + disk.uri("shared"), "--run-id=both", "--total-segments=8"
    };
    live.run("export", TABLE, with(share, "--segments=0-2"));
    assertThat(live.proxy().log().segments()).containsExactlyInAnyOrder(0, 1, 2);
    assertThat(disk.files("shared")).noneMatch(f -> f.endsWith("manifest-summary.json"));

    live.run("export", TABLE, with(share, "--segments=3-7"));
    assertThat(Landings.items(disk, Landings.export(disk, "shared"))).isEqualTo(stored);
  }

  private static String[] with(String[] options, String more) {
    String[] all = Arrays.copyOf(options, options.length + 1);
    all[options.length] = more;
    return all;
  }

  @Test
  void refusesExportOfATableWithoutRecovery() {
    live.tables().create(TableSpec.of("Unprotected", TableSpec.Key.text("pk")));

    JobException failure =
        catchThrowableOfType(
            JobException.class,
            () -> live.run("export", "Unprotected", "--via=pitr", "--landing=" + bucket.uri("no")));

    assertThat(failure.code()).isEqualTo(ErrorCode.INPUT_MISSING);
    assertThat(failure)
        .hasMessageContaining("Unprotected")
        .hasMessageContaining("point-in-time recovery is off")
        .hasMessageContaining("update-continuous-backups");
    assertThat(live.proxy().log().operations())
        .doesNotContain("ExportTableToPointInTime")
        .contains("DescribeContinuousBackups");
    assertThat(live.proxy().log().calls("Scan")).extracting(Call::operation).isEmpty();
  }
}
