package io.dynalake.it.platform;

import io.dynalake.it.run.InProcess;
import io.dynalake.testsupport.dynamodb.EmbeddedDynamoDb;
import io.dynalake.testsupport.dynamodb.ExportEmulator;
import io.dynalake.testsupport.dynamodb.ExportSettings;
import io.dynalake.testsupport.dynamodb.TableSpec;
import io.dynalake.testsupport.dynamodb.Tables;
import io.dynalake.testsupport.fault.FaultProxy;
import io.dynalake.testsupport.s3.EmbeddedS3;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.spark.SparkContext;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** What stands in for AWS: DynamoDB with exports, S3, each behind a proxy that records requests. */
final class AwsStandIns implements AutoCloseable {
  static final String LEDGER = "PlatformLedger";

  private final EmbeddedDynamoDb local = EmbeddedDynamoDb.start();
  private final ExportEmulator emulator;
  private final FaultProxy dynamoDb;
  private final FaultProxy s3;
  private final Tables tables;
  private final InProcess spark;

  private AwsStandIns(ExportSettings settings) {
    emulator = ExportEmulator.start(local.endpoint(), EmbeddedS3.shared().endpoint(), settings);
    dynamoDb = FaultProxy.before(emulator.endpoint());
    s3 = FaultProxy.before(EmbeddedS3.shared().endpoint());
    tables = Tables.at(emulator.endpoint());
    spark = InProcess.withS3();
    System.setProperty("aws.accessKeyId", "embedded");
    System.setProperty("aws.secretAccessKey", "embedded");
    // As the template does it: jobs may not.
    tables.create(
        TableSpec.of(LEDGER, TableSpec.Key.text("pk")).sortedBy(TableSpec.Key.text("sk")));
  }

  static AwsStandIns start(ExportSettings settings) {
    return new AwsStandIns(settings);
  }

  ExportEmulator emulator() {
    return emulator;
  }

  Tables tables() {
    return tables;
  }

  /** The proxy that jobs reach DynamoDB by. */
  FaultProxy dynamoDb() {
    return dynamoDb;
  }

  /** The proxy that jobs reach new buckets by. */
  FaultProxy s3() {
    return s3;
  }

  /** The option that names the ledger. */
  String ledger() {
    return "--ledger=dynamodb://" + LEDGER + "?region=eu-central-1&endpoint=" + dynamoDb.endpoint();
  }

  String newBucket() {
    String bucket = EmbeddedS3.shared().newBucket();
    SparkContext.getOrCreate()
        .hadoopConfiguration()
        .set("fs.s3a.bucket." + bucket + ".endpoint", s3.endpoint().toString());
    return bucket;
  }

  /** A table with the key "pk" and point-in-time recovery. */
  void createTable(String table) {
    tables.create(TableSpec.of(table, TableSpec.Key.text("pk")));
    tables
        .client()
        .updateContinuousBackups(
            request ->
                request
                    .tableName(table)
                    .pointInTimeRecoverySpecification(
                        recovery -> recovery.pointInTimeRecoveryEnabled(true)));
  }

  /** Puts an item of texts. */
  void put(String table, Map<String, String> item) {
    Map<String, AttributeValue> values =
        item.entrySet().stream()
            .collect(Collectors.toMap(Map.Entry::getKey, e -> AttributeValue.fromS(e.getValue())));
    tables.client().putItem(request -> request.tableName(table).item(values));
  }

  /** Moves the emulator's clock on. */
  void pass(Duration time) {
    emulator.clock().advance(time);
  }

  @Override
  public void close() {
    spark.close();
    tables.close();
    s3.close();
    dynamoDb.close();
    emulator.close();
    local.close();
  }
}
