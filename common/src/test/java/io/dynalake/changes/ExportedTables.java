package io.dynalake.changes;

import io.dynalake.testsupport.dynamodb.EmbeddedDynamoDb;
import io.dynalake.testsupport.dynamodb.ExportEmulator;
import io.dynalake.testsupport.dynamodb.ExportSettings;
import io.dynalake.testsupport.dynamodb.Tables;
import io.dynalake.testsupport.s3.EmbeddedS3;
import io.dynalake.testsupport.s3.S3Clients;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Consumer;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.ExportDescription;
import software.amazon.awssdk.services.dynamodb.model.ExportStatus;
import software.amazon.awssdk.services.dynamodb.model.ExportTableToPointInTimeRequest;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Object;

/** DynamoDB Local, and an emulator of exports, whose bucket is copied to the local disk. */
final class ExportedTables implements AutoCloseable {
  private final ExportEmulator emulator;
  private final Tables tables;
  private final S3Client s3;
  private final String bucket = EmbeddedS3.shared().newBucket();
  private final Path copy;
  private final Set<String> copied = new HashSet<>();

  /**
   * @param copy the bucket's folder
   */
  ExportedTables(Path copy) {
    this.copy = copy;
    emulator =
        ExportEmulator.start(
            EmbeddedDynamoDb.shared().endpoint(),
            EmbeddedS3.shared().endpoint(),
            ExportSettings.defaults().dataFiles(3));
    tables = Tables.at(emulator.endpoint());
    s3 = S3Clients.at(EmbeddedS3.shared().endpoint());
  }

  Tables tables() {
    return tables;
  }

  DynamoDbClient client() {
    return tables.client();
  }

  /** Lets time pass; returns the whole second that it is then. */
  Instant pass(Duration time) {
    emulator.clock().advance(time);
    return emulator.clock().instant().truncatedTo(ChronoUnit.SECONDS);
  }

  /** Exports a table; returns the export's folder on the local disk. */
  Path export(String table, Consumer<ExportTableToPointInTimeRequest.Builder> how) {
    ExportDescription export =
        client()
            .exportTableToPointInTime(
                request -> {
                  request.tableArn(emulator.tableArn(table)).s3Bucket(bucket).s3Prefix(table);
                  how.accept(request);
                })
            .exportDescription();
    String arn = export.exportArn();
    while (export.exportStatus() == ExportStatus.IN_PROGRESS) {
      Thread.onSpinWait();
      export = client().describeExport(request -> request.exportArn(arn)).exportDescription();
    }
    if (export.exportStatus() != ExportStatus.COMPLETED) {
      throw new IllegalStateException(export.toString());
    }
    copy(table);
    String manifest = export.exportManifest();
    return copy.resolve(manifest.substring(0, manifest.lastIndexOf('/')));
  }

  private void copy(String prefix) {
    for (S3Object object :
        s3.listObjectsV2Paginator(request -> request.bucket(bucket).prefix(prefix + "/"))
            .contents()) {
      if (copied.add(object.key())) {
        Path file = copy.resolve(object.key());
        try {
          Files.createDirectories(file.getParent());
        } catch (IOException e) {
          throw new UncheckedIOException(e);
        }
        s3.getObject(request -> request.bucket(bucket).key(object.key()), file);
      }
    }
  }

  @Override
  public void close() {
    s3.close();
    tables.close();
    emulator.close();
  }
}
