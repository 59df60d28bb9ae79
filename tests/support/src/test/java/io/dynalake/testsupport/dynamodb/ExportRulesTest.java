package io.dynalake.testsupport.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;
import software.amazon.awssdk.services.dynamodb.model.ExportConflictException;
import software.amazon.awssdk.services.dynamodb.model.ExportDescription;
import software.amazon.awssdk.services.dynamodb.model.ExportNotFoundException;
import software.amazon.awssdk.services.dynamodb.model.ExportStatus;
import software.amazon.awssdk.services.dynamodb.model.ExportTableToPointInTimeRequest;
import software.amazon.awssdk.services.dynamodb.model.ExportType;
import software.amazon.awssdk.services.dynamodb.model.IncrementalExportSpecification;
import software.amazon.awssdk.services.dynamodb.model.InvalidExportTimeException;
import software.amazon.awssdk.services.dynamodb.model.S3SseAlgorithm;
import software.amazon.awssdk.services.dynamodb.model.TableNotFoundException;

/** The emulator's answers to requests about exports, against those that the service gives. */
final class ExportRulesTest {
  private final Emulated emulated =
      new Emulated(ExportSettings.defaults().lasting(Duration.ofMinutes(5)));
  private final MovableClock clock = emulated.emulator.clock();

  @AfterEach
  void close() {
    emulated.close();
  }

  private ExportDescription start(ExportTableToPointInTimeRequest.Builder request) {
    return emulated.client.exportTableToPointInTime(request.build()).exportDescription();
  }

  private ExportDescription finish(String arn) throws InterruptedException {
    clock.advance(Duration.ofMinutes(5));
    return emulated.await(arn);
  }

  private AbstractThrowableAssert<?, ? extends Throwable> refused(
      ExportTableToPointInTimeRequest.Builder request) {
    return assertThatThrownBy(() -> start(request));
  }

  private AbstractThrowableAssert<?, ? extends Throwable> invalid(
      ExportTableToPointInTimeRequest.Builder request) {
    return refused(request)
        .isInstanceOfSatisfying(
            DynamoDbException.class,
            e -> assertThat(e.awsErrorDetails().errorCode()).isEqualTo("ValidationException"));
  }

  private ExportTableToPointInTimeRequest.Builder window(String table, Instant from, Instant to) {
    return emulated
        .request(table)
        .exportType(ExportType.INCREMENTAL_EXPORT)
        .incrementalExportSpecification(s -> s.exportFromTime(from).exportToTime(to));
  }

  @Test
  void isInProgressForAWhileAndThenCompleted() throws Exception {
    String table = emulated.table();
    emulated.put(table, "a", "b");
    ExportDescription started = start(emulated.request(table));
    assertThat(started.exportStatus()).isEqualTo(ExportStatus.IN_PROGRESS);
    assertThat(started.exportType()).isNull();
    assertThat(started.clientToken()).isNotEmpty();
    assertThat(started.endTime()).isNull();
    assertThat(started.itemCount()).isNull();
    assertThat(started.exportManifest()).isNull();
    emulated.put(table, "later", "c");
    clock.advance(Duration.ofMinutes(4));
    while (!written("manifest-files.md5")) {
      Thread.sleep(10);
    }
    // All that is still to come would take no longer.
    Thread.sleep(200);
    assertThat(
            emulated
                .client
                .describeExport(r -> r.exportArn(started.exportArn()))
                .exportDescription()
                .exportStatus())
        .isEqualTo(ExportStatus.IN_PROGRESS);
    assertThat(written("manifest-summary.json")).isFalse();

    ExportDescription done = finish(started.exportArn());
    assertThat(done.itemCount()).isEqualTo(1);
    assertThat(Duration.between(done.startTime(), done.endTime())).isEqualTo(Duration.ofMinutes(5));
    assertThat(emulated.read(done).items()).containsExactly(Emulated.item("a", "b"));
  }

  private boolean written(String name) {
    return emulated.s3.listObjectsV2(r -> r.bucket(emulated.bucket)).contents().stream()
        .anyMatch(object -> object.key().endsWith(name));
  }

  @Test
  void exportsAPastTime() throws Exception {
    String table = emulated.table();
    emulated.put(table, "changed", "old");
    emulated.put(table, "deleted", "old");
    clock.advance(Duration.ofSeconds(10));
    Instant past = clock.instant();
    clock.advance(Duration.ofSeconds(10));
    emulated.put(table, "changed", "new");
    emulated.put(table, "inserted", "new");
    emulated.delete(table, "deleted");
    clock.advance(Duration.ofMinutes(10));

    ExportDescription started = start(emulated.request(table).exportTime(past));
    ReadExport export = emulated.read(finish(started.exportArn()));
    assertThat(export.items())
        .containsExactlyInAnyOrder(
            Emulated.item("changed", "old"), Emulated.item("deleted", "old"));
    assertThat(export.summary().get("exportTime").textValue())
        .isEqualTo(past.truncatedTo(ChronoUnit.SECONDS).toString().replace("Z", ".000Z"));
  }

  @Test
  void takesARepeatedRequestForTheSame() throws Exception {
    String table = emulated.table();
    ExportDescription first = start(emulated.request(table).clientToken("t"));
    assertThat(start(emulated.request(table).clientToken("t")).exportArn())
        .isEqualTo(first.exportArn());
    refused(emulated.request(table).clientToken("t").s3Prefix("p"))
        .isInstanceOf(ExportConflictException.class)
        .hasMessageContaining(
            "Export conflict: Duplicate request detected with conflicting parameters");
    finish(first.exportArn());
    clock.advance(Duration.ofHours(7));
    emulated.recovery(table, false);
    assertThat(start(emulated.request(table).clientToken("t")).exportArn())
        .isEqualTo(first.exportArn());
    emulated.recovery(table, true);
    clock.advance(Duration.ofHours(2));
    assertThat(start(emulated.request(table).clientToken("t")).exportArn())
        .as("after eight hours")
        .isNotEqualTo(first.exportArn());
  }

  @Test
  void doesNotReserveTheTokenOfAnInvalidRequest() {
    String table = emulated.table();
    refused(emulated.request(table).clientToken("t").exportTime(clock.instant().plusSeconds(60)))
        .isInstanceOf(InvalidExportTimeException.class)
        .hasMessageContaining("Export Time is invalid");
    assertThat(start(emulated.request(table).clientToken("t")).exportArn()).isNotEmpty();
  }

  @Test
  void refusesTimesThatCannotBeExported() {
    String table = emulated.table();
    Instant early = clock.instant();
    clock.advance(Duration.ofDays(3));
    Instant now = clock.instant();
    refused(window(table, now.minusSeconds(899), now))
        .isInstanceOf(InvalidExportTimeException.class)
        .hasMessageContaining(
            "Difference between export period from time and export period to time is less than 15"
                + " minutes");
    refused(window(table, now.minusSeconds(86_402), now))
        .isInstanceOf(InvalidExportTimeException.class);
    refused(window(table, now.minusSeconds(2_000), now.plusSeconds(100)))
        .hasMessageContaining(
            "Incremental export period to time cannot be greater than the current time : ");
    refused(window(table, early.minusSeconds(3_000), early))
        .hasMessageContaining(
            "Incremental export period from time cannot be less than the table creation time : ");
    emulated.recovery(table, false);
    emulated.recovery(table, true);
    clock.advance(Duration.ofHours(2));
    refused(window(table, now.minusSeconds(2_000), now))
        .hasMessageContaining("Point in Time Recovery is not available for specified export time");
    refused(emulated.request(table).exportTime(now.minusSeconds(60)))
        .hasMessageContaining("Point in Time Recovery is not available for specified export time");
    refused(emulated.request(table).exportTime(now.minus(Duration.ofDays(36))))
        .hasMessageContaining("Export Time is invalid");
  }

  @Test
  void refusesWhatIsNotValid() {
    String table = emulated.table();
    IncrementalExportSpecification specification =
        IncrementalExportSpecification.builder().exportFromTime(clock.instant()).build();
    invalid(emulated.request(table).tableArn(table))
        .hasMessageContaining("tableArn is not a valid ARN");
    invalid(emulated.request(table).tableArn(emulated.emulator.tableArn(table) + "/index/i"))
        .hasMessageContaining("Invalid Request: Table ARN is invalid.");
    invalid(emulated.request(table).incrementalExportSpecification(specification))
        .hasMessageContaining("Export Type expected to be Incremental Export");
    invalid(
            emulated
                .request(table)
                .exportType(ExportType.FULL_EXPORT)
                .incrementalExportSpecification(specification))
        .hasMessageContaining("When Export Type is Full Export , Incremental");
    invalid(emulated.request(table).exportType(ExportType.INCREMENTAL_EXPORT))
        .hasMessageContaining("Incremental Export Specification expected");
    invalid(
            emulated
                .request(table)
                .exportType(ExportType.INCREMENTAL_EXPORT)
                .incrementalExportSpecification(s -> s.exportViewType("NEW_IMAGE")))
        .hasMessageContaining("ExportFromTime must be provided");
    invalid(emulated.request(table).s3SseKmsKeyId("k"))
        .hasMessageContaining("KMS Key Id is not supported for this encryption type");
    invalid(emulated.request(table).exportFormat("CSV"))
        .hasMessageContaining("Value 'CSV' at 'exportFormat' failed to satisfy constraint");
    invalid(emulated.request(table).s3Bucket("-bad"))
        .hasMessageContaining("Value '-bad' at 's3Bucket'");
    invalid(emulated.request(table).s3BucketOwner("12")).hasMessageContaining("at 's3BucketOwner'");
    invalid(emulated.request(table).clientToken("a$b")).hasMessageContaining("at 'clientToken'");
  }

  @Test
  void knowsItsTablesAndExports() {
    String table = emulated.table();
    refused(emulated.request("NoSuchTable"))
        .isInstanceOf(TableNotFoundException.class)
        .hasMessageContaining("Table not found: " + emulated.emulator.tableArn("NoSuchTable"));
    String foreign = emulated.emulator.tableArn(table).replace("123456789012", "210987654321");
    refused(emulated.request(table).tableArn(foreign))
        .isInstanceOfSatisfying(
            DynamoDbException.class,
            e -> assertThat(e.awsErrorDetails().errorCode()).isEqualTo("AccessDeniedException"));
    String unknown = emulated.emulator.tableArn(table) + "/export/01715685260608-c488b4e1";
    assertThatThrownBy(() -> emulated.client.describeExport(r -> r.exportArn(unknown)))
        .isInstanceOf(ExportNotFoundException.class);
    assertThatThrownBy(() -> emulated.client.describeExport(r -> r.exportArn("x".repeat(40))))
        .hasMessageContaining("Invalid Export ARN");
  }

  @Test
  void failsLaterWhereTheBucketCannotBeWritten() throws Exception {
    String table = emulated.table();
    ExportDescription missing = start(emulated.request(table).s3Bucket("no-such-bucket"));
    assertThat(missing.exportStatus()).isEqualTo(ExportStatus.IN_PROGRESS);
    ExportDescription failed = emulated.await(missing.exportArn());
    assertThat(failed.exportStatus()).isEqualTo(ExportStatus.FAILED);
    assertThat(failed.failureCode()).isEqualTo("S3NoSuchBucket");
    assertThat(failed.failureMessage()).isEqualTo("The specified bucket does not exist");

    emulated.emulator.bucketOwner(emulated.bucket, "210987654321");
    assertThat(emulated.export(emulated.request(table)).failureCode()).isEqualTo("S3AccessDenied");
    ExportDescription started = start(emulated.request(table).s3BucketOwner("210987654321"));
    assertThat(emulated.read(finish(started.exportArn())).items()).isEmpty();

    emulated.emulator.failNextExport("KmsNotFoundException", "Key 'k' does not exist");
    ExportDescription key =
        emulated.export(
            emulated
                .request(table)
                .s3BucketOwner("210987654321")
                .s3Prefix("kms")
                .s3SseAlgorithm(S3SseAlgorithm.KMS)
                .s3SseKmsKeyId("k"));
    assertThat(key.failureMessage()).isEqualTo("Key 'k' does not exist");
    assertThat(emulated.s3.listObjectsV2(r -> r.bucket(emulated.bucket).prefix("kms")).contents())
        .as("what was written before it failed")
        .hasSize(6);
  }
}
