package io.dynalake.capacity;

import io.dynalake.aws.AwsSettings;
import io.dynalake.aws.TableName;
import io.dynalake.scan.ScanRequest;
import io.dynalake.testsupport.dynamodb.EmbeddedDynamoDb;
import io.dynalake.testsupport.dynamodb.TableSpec;
import io.dynalake.testsupport.dynamodb.Tables;
import io.dynalake.testsupport.export.Value;
import io.dynalake.testsupport.fault.FaultProxy;
import java.net.URI;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

/** A table of its own in DynamoDB Local, behind a proxy that records what is asked. */
public final class LiveTable implements AutoCloseable {
  static {
    // What the SDK's default credentials are taken from; DynamoDB Local takes any.
    System.setProperty("aws.accessKeyId", "embedded");
    System.setProperty("aws.secretAccessKey", "embedded");
  }

  private final FaultProxy proxy = FaultProxy.before(EmbeddedDynamoDb.shared().endpoint());
  private final Tables tables = Tables.at(EmbeddedDynamoDb.shared().endpoint());
  private final String name = "t" + UUID.randomUUID().toString().substring(0, 8);

  private LiveTable() {}

  /** A table with a partition key "pk" of strings. */
  public static LiveTable create(Stream<Value.MapOf> items) {
    LiveTable table = new LiveTable();
    table.tables.create(TableSpec.of(table.name, TableSpec.Key.text("pk")));
    table.tables.fill(table.name, items);
    return table;
  }

  public static LiveTable create(TableSpec.Key partitionKey, Stream<Value.MapOf> items) {
    LiveTable table = new LiveTable();
    table.tables.create(TableSpec.of(table.name, partitionKey));
    table.tables.fill(table.name, items);
    return table;
  }

  public static LiveTable provisioned(long readUnits, Stream<Value.MapOf> items) {
    LiveTable table = new LiveTable();
    table.tables.create(
        TableSpec.of(table.name, TableSpec.Key.text("pk")).provisioned(readUnits, 1000));
    table.tables.fill(table.name, items);
    return table;
  }

  public TableName name() {
    return new TableName(name);
  }

  public ScanRequest request() {
    return ScanRequest.of(name());
  }

  /** The settings that lead to it. */
  public AwsSettings aws() {
    return AwsSettings.DEFAULT.withRegion("eu-central-1").withEndpoint(endpoint());
  }

  public URI endpoint() {
    return proxy.endpoint();
  }

  public FaultProxy proxy() {
    return proxy;
  }

  public Tables tables() {
    return tables;
  }

  /** All items, as another client reads them. */
  public List<Value.MapOf> items() {
    return tables.items(name);
  }

  @Override
  public void close() {
    tables.delete(name);
    tables.close();
    proxy.close();
  }
}
