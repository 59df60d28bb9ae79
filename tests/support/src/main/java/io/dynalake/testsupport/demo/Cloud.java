package io.dynalake.testsupport.demo;

import io.dynalake.testsupport.SampleOrders;
import io.dynalake.testsupport.dynamodb.EmbeddedDynamoDb;
import io.dynalake.testsupport.dynamodb.ExportEmulator;
import io.dynalake.testsupport.dynamodb.ExportSettings;
import io.dynalake.testsupport.dynamodb.TableSpec;
import io.dynalake.testsupport.dynamodb.Tables;
import io.dynalake.testsupport.export.Value;
import io.dynalake.testsupport.s3.EmbeddedS3;
import io.dynalake.testsupport.s3.S3Clients;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Object;

/** A table with point-in-time recovery and a bucket, on this machine. */
final class Cloud implements AutoCloseable {
  static final String TABLE = "Orders";
  static final String BUCKET = "demo";

  private final EmbeddedDynamoDb dynamoDb = EmbeddedDynamoDb.start();
  private final EmbeddedS3 s3 = EmbeddedS3.start();
  private final ExportEmulator exports;

  /**
   * @param behind how late it is there at first
   */
  Cloud(Duration behind) {
    // As long as it takes to see it wait; the service takes minutes.
    ExportSettings settings =
        ExportSettings.defaults().lasting(Duration.ofSeconds(3)).behind(behind);
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

  /**
   * Changes some items: replaces as many, without an attribute, as it deletes and adds.
   *
   * @param items that the table was filled with
   */
  void change(int items, int some) {
    try (Tables tables = Tables.at(exports.endpoint())) {
      List<Value.MapOf> first = SampleOrders.stream(1, items).limit(2L * some).toList();
      for (Value.MapOf order : first.subList(0, some)) {
        tables
            .client()
            .deleteItem(request -> request.tableName(TABLE).key(key(order.attributes())));
      }
      for (Value.MapOf order : first.subList(some, first.size())) {
        Map<String, Value> changed = new LinkedHashMap<>(order.attributes());
        changed.remove("shippingAddress");
        changed.put("status", new Value.Text("RETURNED"));
        tables.put(TABLE, new Value.MapOf(changed));
      }
      SampleOrders.stream(2, some)
          .forEach(
              order -> {
                Map<String, Value> added = new LinkedHashMap<>(order.attributes());
                added.put("customerId", new Value.Text("new " + text(added, "customerId")));
                tables.put(TABLE, new Value.MapOf(added));
              });
    }
  }

  private static Map<String, AttributeValue> key(Map<String, Value> order) {
    return Map.of(
        "customerId",
        AttributeValue.fromS(text(order, "customerId")),
        "orderId",
        AttributeValue.fromS(text(order, "orderId")));
  }

  private static String text(Map<String, Value> order, String name) {
    return order.get(name).json().get("S").asText();
  }

  /** Lets time go by. */
  void advance(Duration time) {
    exports.clock().advance(time);
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
