package io.dynalake.export.pitr;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.dynalake.error.ErrorCode;
import io.dynalake.error.JobException;
import io.dynalake.export.pitr.Destination.Encryption;
import io.dynalake.export.pitr.ExportKind.Full;
import io.dynalake.export.pitr.ExportKind.Incremental;
import io.dynalake.export.pitr.ExportKind.View;
import io.dynalake.export.pitr.ExportRequest.Format;
import io.dynalake.testsupport.dynamodb.EmbeddedDynamoDb;
import io.dynalake.testsupport.dynamodb.ExportEmulator;
import io.dynalake.testsupport.dynamodb.ExportSettings;
import io.dynalake.testsupport.dynamodb.TableSpec;
import io.dynalake.testsupport.dynamodb.Tables;
import io.dynalake.testsupport.s3.EmbeddedS3;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

@TestInstance(Lifecycle.PER_CLASS)
class PitrExportsTest {
  private static final Duration PAST = Duration.ofHours(5);
  private static final Duration TAKES = Duration.ofMillis(500);
  private static final ExportWait WAIT =
      new ExportWait(Duration.ofMillis(50), Duration.ofMillis(200), null);

  private final EmbeddedS3 s3 = EmbeddedS3.shared();
  private EmbeddedDynamoDb local;
  private ExportEmulator emulator;
  private Tables tables;
  private PitrExports exports;
  private String arn;
  private Instant hoursAgo;

  @BeforeAll
  void start() {
    local = EmbeddedDynamoDb.start();
    emulator =
        ExportEmulator.start(
            local.endpoint(), s3.endpoint(), ExportSettings.defaults().lasting(TAKES).behind(PAST));
    tables = Tables.at(emulator.endpoint());
    tables.create(TableSpec.of("Things", TableSpec.Key.text("pk")));
    tables
        .client()
        .updateContinuousBackups(
            r ->
                r.tableName("Things")
                    .pointInTimeRecoverySpecification(p -> p.pointInTimeRecoveryEnabled(true)));
    emulator.clock().advance(PAST);
    exports = new PitrExports(tables.client());
    arn = emulator.tableArn("Things");
    hoursAgo = Instant.now().minus(Duration.ofHours(4)).truncatedTo(ChronoUnit.SECONDS);
  }

  @AfterAll
  void stop() {
    tables.close();
    emulator.close();
    local.close();
  }

  private ExportRequest request(ExportKind kind) {
    return request(kind, s3.newBucket());
  }

  private ExportRequest request(ExportKind kind, String bucket) {
    return new ExportRequest(
        arn,
        kind,
        Format.DYNAMODB_JSON,
        Destination.of("s3://" + bucket + "/raw/", null, new Encryption.S3Managed()));
  }

  @Test
  void waitsForAnExportAndTellsOfIt() {
    ExportRequest request = request(new Full(hoursAgo));
    List<PitrExport.Status> seen = new ArrayList<>();

    PitrExport started = exports.start(request, request.token("run"));
    PitrExport completed = WAIT.await(exports, started, export -> seen.add(export.status()));

    assertThat(seen)
        .startsWith(PitrExport.Status.IN_PROGRESS)
        .endsWith(PitrExport.Status.COMPLETED);
    assertThat(completed.items()).hasValue(0);
    assertThat(completed.exportTime()).contains(hoursAgo);
    assertThat(completed.folder())
        .isEqualTo(request.destination().location() + "/AWSDynamoDB/" + completed.id());
    assertThat(completed.answers(request)).isTrue();
  }

  @Test
  void asksOnceForTheSameRun() {
    ExportRequest request = request(new Full(hoursAgo));
    PitrExport first = exports.start(request, request.token("nightly"));

    assertThat(exports.start(request, request.token("nightly")).arn()).isEqualTo(first.arn());
    assertThat(exports.startedBefore(arn, request.token("nightly")).orElseThrow().arn())
        .isEqualTo(first.arn());
    assertThat(exports.startedBefore(arn, request.token("other"))).isEmpty();
    assertThat(request.token("nightly")).matches("dynalake-[0-9a-f]{40}");
  }

  @Test
  void findsAnExportThatAnswersARequest() {
    String bucket = s3.newBucket();
    ExportRequest asked = request(new Full(hoursAgo), bucket);
    PitrExport export = exports.start(asked, "somebody");

    assertThat(exports.answering(asked).orElseThrow().arn()).isEqualTo(export.arn());
    assertThat(exports.answering(request(new Full(hoursAgo.plusSeconds(1)), bucket))).isEmpty();
    assertThat(exports.answering(request(new Full(hoursAgo)))).isEmpty();
    assertThat(
            exports.answering(
                request(
                    new Incremental(hoursAgo, hoursAgo.plusSeconds(900), View.NEW_IMAGE), bucket)))
        .isEmpty();
  }

  @Test
  void goesOnFromTheExportThatReachesFurthest() {
    String bucket = s3.newBucket();
    Instant end = hoursAgo.plus(Duration.ofHours(1));
    complete(request(new Full(hoursAgo), bucket));
    complete(request(new Incremental(hoursAgo, end, View.NEW_IMAGE), bucket));
    complete(request(new Full(end.plusSeconds(60))));

    Destination destination = request(new Full(null), bucket).destination();
    assertThat(exports.latest(arn, destination, View.NEW_IMAGE).flatMap(PitrExport::reach))
        .contains(end);
    // Those with both images begin anew after the full export.
    assertThat(exports.latest(arn, destination, View.NEW_AND_OLD_IMAGES).flatMap(PitrExport::reach))
        .contains(hoursAgo);
  }

  private void complete(ExportRequest request) {
    WAIT.await(exports, exports.start(request, request.token("r")), export -> {});
  }

  @Test
  void doesNotWaitBeyondItsTime() {
    ExportRequest request = request(new Full(hoursAgo));
    PitrExport started = exports.start(request, request.token("slow"));
    ExportWait hasty =
        new ExportWait(Duration.ofMillis(20), Duration.ofMillis(20), Duration.ofMillis(1));

    JobException failure =
        catchThrowableOfType(JobException.class, () -> hasty.await(exports, started, export -> {}));

    assertThat(failure.code()).isEqualTo(ErrorCode.SERVICE);
    assertThat(failure)
        .hasMessageContaining(started.arn() + ": it is not completed within --wait-timeout")
        .hasMessageContaining("goes on");
  }

  @Test
  void refusesTimesThatCannotBeExported() {
    RecoveryWindow window = exports.recoveryWindow(arn);
    Instant now = Instant.now();

    refused(window, new Full(now.plus(Duration.ofHours(1))), now)
        .hasMessageContaining("--export-time")
        .hasMessageContaining("in the future");
    refused(window, new Full(now.minus(Duration.ofHours(9))), now)
        .hasMessageContaining("can be recovered since");
    Instant early = now.minus(Duration.ofHours(9));
    refused(window, new Incremental(early, early.plusSeconds(900), View.NEW_IMAGE), now)
        .hasMessageContaining("--from")
        .hasMessageContaining("begin anew with a full export");
    window.require(request(new Full(hoursAgo)), now);
  }

  @Test
  void knowsTheLastSecondThatCanBeExported() {
    Instant first = Instant.parse("2026-03-01T10:00:00.250Z");
    assertThat(window(first, first.plusSeconds(90)).lastSecond())
        .contains(Instant.parse("2026-03-01T10:01:30Z"));
    assertThat(window(first, first).lastSecond()).contains(Instant.parse("2026-03-01T10:00:01Z"));
    assertThat(new RecoveryWindow(true, first, null).lastSecond()).isEmpty();
    assertThat(new RecoveryWindow(false, first, first).lastSecond()).isEmpty();
    assertThat(exports.recoveryWindow(arn).lastSecond().orElseThrow())
        .isBetween(hoursAgo.minusSeconds(3600), Instant.now().minusSeconds(299));
  }

  private static RecoveryWindow window(Instant earliest, Instant latest) {
    return new RecoveryWindow(true, earliest, latest);
  }

  private AbstractThrowableAssert<?, ?> refused(
      RecoveryWindow window, ExportKind kind, Instant now) {
    JobException failure =
        catchThrowableOfType(JobException.class, () -> window.require(request(kind, "lake"), now));
    assertThat(failure.code()).isEqualTo(ErrorCode.USAGE);
    return assertThat(failure);
  }

  @Test
  void saysWhatToDoAboutAConflict() {
    ExportRequest request = request(new Full(hoursAgo));
    exports.start(request, "same");

    JobException failure =
        catchThrowableOfType(
            JobException.class,
            () -> exports.start(request(new Full(hoursAgo.plusSeconds(5))), "same"));

    assertThat(failure.code()).isEqualTo(ErrorCode.USAGE);
    assertThat(failure).hasMessageContaining("give another --run-id");
  }
}
