package io.dynalake.testsupport.demo;

import io.dynalake.testsupport.SampleOrders;
import io.dynalake.testsupport.dynamodb.EmbeddedDynamoDb;
import io.dynalake.testsupport.dynamodb.ExportEmulator;
import io.dynalake.testsupport.dynamodb.ExportSettings;
import io.dynalake.testsupport.dynamodb.TableSpec;
import io.dynalake.testsupport.dynamodb.Tables;
import io.dynalake.testsupport.s3.EmbeddedS3;
import io.dynalake.testsupport.s3.S3Clients;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Object;

/** A table with point-in-time recovery and a bucket, on this machine. */
final class Cloud implements AutoCloseable {
  static final String TABLE = "Orders";
  static final String BUCKET = "demo";

  private final EmbeddedDynamoDb dynamoDb = EmbeddedDynamoDb.start();
  private final EmbeddedS3 s3 = EmbeddedS3.start();
  private final ExportEmulator exports;

  Cloud() {
    // As long as it takes to see it wait; the service takes minutes.
    ExportSettings settings = ExportSettings.defaults().lasting(Duration.ofSeconds(3));
    exports = ExportEmulator.start(dynamoDb.endpoint(), s3.endpoint(), settings);
    s3.createBucket(BUCKET);
  }

  URI dynamoDbEndpoint() {
    return exports.endpoint();
  }

  URI s3Endpoint() {
    return s3.endpoint();
  }

  void fill(int items) {
    try (Tables tables = Tables.at(exports.endpoint())) {
      tables.create(TableSpec.orders(TABLE));
      tables.fill(TABLE, SampleOrders.stream(1, items));
      tables
          .client()
          .updateContinuousBackups(
              request ->
                  request
                      .tableName(TABLE)
                      .pointInTimeRecoverySpecification(
                          recovery -> recovery.pointInTimeRecoveryEnabled(true)));
    }
  }

  /** What a job's command line says before its name. */
  List<String> sparkOptions() {
    return s3.sparkSubmitArguments();
  }

  /** What a job says of DynamoDB. */
  List<String> tableOptions() {
    return List.of(
        "--table",
        TABLE,
        "--region",
        "eu-central-1",
        "--dynamodb-endpoint",
        dynamoDbEndpoint().toString());
  }

  Map<String, String> environment() {
    return Map.of("AWS_ACCESS_KEY_ID", "embedded", "AWS_SECRET_ACCESS_KEY", "embedded");
  }

  /** Copies the objects below a prefix to the disk. */
  List<String> download(String prefix, Path folder) throws IOException {
    List<String> files = new ArrayList<>();
    try (S3Client client = S3Clients.at(s3.endpoint())) {
      for (S3Object object :
          client
              .listObjectsV2Paginator(request -> request.bucket(BUCKET).prefix(prefix + "/"))
              .contents()) {
        String file = object.key().substring(prefix.length() + 1);
        Path target = folder.resolve(file);
        Files.createDirectories(target.getParent());
        if (!file.isEmpty() && !file.endsWith("/")) {
          client.getObject(request -> request.bucket(BUCKET).key(object.key()), target);
          files.add(file);
        }
      }
    }
    return files;
  }

  @Override
  public void close() {
    exports.close();
    s3.close();
    dynamoDb.close();
  }
}
