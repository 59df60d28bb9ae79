package io.dynalake.testsupport.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;

import io.dynalake.testsupport.export.Value;
import io.dynalake.testsupport.s3.EmbeddedS3;
import io.dynalake.testsupport.s3.S3Clients;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.ExportDescription;
import software.amazon.awssdk.services.dynamodb.model.ExportStatus;
import software.amazon.awssdk.services.dynamodb.model.ExportTableToPointInTimeRequest;
import software.amazon.awssdk.services.s3.S3Client;

/** An emulator with a bucket, and tables of its own in the shared DynamoDB Local. */
final class Emulated implements AutoCloseable {
  private static final AtomicInteger TABLES = new AtomicInteger();

  final ExportEmulator emulator;
  final Tables tables;
  final DynamoDbClient client;
  final S3Client s3 = S3Clients.at(EmbeddedS3.shared().endpoint());
  final String bucket = EmbeddedS3.shared().newBucket();

  Emulated(ExportSettings settings) {
    emulator =
        ExportEmulator.start(
            EmbeddedDynamoDb.shared().endpoint(), EmbeddedS3.shared().endpoint(), settings);
    tables = Tables.at(emulator.endpoint());
    client = tables.client();
  }

  /** A table with the partition key "pk"; recovery is enabled and long enough ago. */
  String table() {
    String name = plainTable();
    recovery(name, true);
    emulator.clock().advance(Duration.ofMinutes(1));
    return name;
  }

  String plainTable() {
    String name = "Emulated" + TABLES.incrementAndGet();
    tables.create(TableSpec.of(name, TableSpec.Key.text("pk")));
    return name;
  }

  void recovery(String table, boolean enabled) {
    client.updateContinuousBackups(
        r ->
            r.tableName(table)
                .pointInTimeRecoverySpecification(p -> p.pointInTimeRecoveryEnabled(enabled)));
  }

  void put(String table, String key, String text) {
    tables.put(table, item(key, text));
  }

  static Value.MapOf item(String key, String text) {
    return new Value.MapOf(Map.of("pk", new Value.Text(key), "text", new Value.Text(text)));
  }

  void delete(String table, String key) {
    client.deleteItem(
        r -> r.tableName(table).key(Map.of("pk", AttributeValues.of(new Value.Text(key)))));
  }

  ExportTableToPointInTimeRequest.Builder request(String table) {
    return ExportTableToPointInTimeRequest.builder()
        .tableArn(emulator.tableArn(table))
        .s3Bucket(bucket);
  }

  /** Starts an export and waits for its end. */
  ExportDescription export(ExportTableToPointInTimeRequest.Builder request)
      throws InterruptedException {
    return await(client.exportTableToPointInTime(request.build()).exportDescription().exportArn());
  }

  ExportDescription await(String arn) throws InterruptedException {
    Instant late = Instant.now().plusSeconds(60);
    while (Instant.now().isBefore(late)) {
      ExportDescription export = client.describeExport(r -> r.exportArn(arn)).exportDescription();
      if (export.exportStatus() != ExportStatus.IN_PROGRESS) {
        return export;
      }
      Thread.sleep(10);
    }
    throw new AssertionError(arn + " does not end");
  }

  ReadExport read(ExportDescription export) throws Exception {
    assertThat(export.exportStatusAsString()).as(export.failureMessage()).isEqualTo("COMPLETED");
    return ReadExport.of(s3, bucket, export.exportManifest());
  }

  @Override
  public void close() {
    tables.close();
    s3.close();
    emulator.close();
  }
}
