package io.dynalake.scan;

import io.dynalake.aws.AwsFailures;
import io.dynalake.aws.TableName;
import io.dynalake.error.ErrorCode;
import io.dynalake.error.JobException;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.GlobalSecondaryIndexDescription;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.LocalSecondaryIndexDescription;
import software.amazon.awssdk.services.dynamodb.model.OnDemandThroughput;
import software.amazon.awssdk.services.dynamodb.model.ProvisionedThroughputDescription;

/**
 * What DescribeTable says of a table, or of the index that is read. Item count and size are about
 * six hours old, and 0 for a table that is new; neither is a number to divide by.
 *
 * @param name the table's
 * @param arn the table's, or ""
 * @param id the table's, which a table of the same name that is made later does not have, or ""
 * @param keys of the table, partition key first
 * @param itemCount of the table or index
 * @param sizeBytes of the table or index
 * @param billing of the table
 * @param throughput of the table or index
 */
public record TableDescription(
    String name,
    String arn,
    String id,
    List<String> keys,
    long itemCount,
    long sizeBytes,
    BillingMode billing,
    Throughput throughput) {

  /**
   * Read capacity units per second; 0 where the table does not say.
   *
   * @param provisioned now; auto scaling changes it
   * @param onDemandMaximum set by the table's owner
   * @param warm what an on-demand table takes at once
   */
  public record Throughput(long provisioned, long onDemandMaximum, long warm) {}

  public TableDescription {
    keys = List.copyOf(keys);
  }

  /**
   * Describes what is read.
   *
   * @throws JobException INPUT_MISSING if the table or its index does not exist, SERVICE if it is
   *     not to be read now
   */
  public static TableDescription of(
      DynamoDbClient client, TableName table, @Nullable String index) {
    software.amazon.awssdk.services.dynamodb.model.TableDescription found;
    try {
      found = client.describeTable(request -> request.tableName(table.text())).table();
    } catch (SdkException e) {
      throw AwsFailures.of("table " + table, e);
    }
    BillingMode billing =
        found.billingModeSummary() == null
            ? BillingMode.PROVISIONED
            : found.billingModeSummary().billingMode();
    long itemCount = orZero(found.itemCount());
    long sizeBytes = orZero(found.tableSizeBytes());
    Throughput throughput =
        throughput(
            found.provisionedThroughput(),
            found.onDemandThroughput(),
            found.warmThroughput() == null ? null : found.warmThroughput().readUnitsPerSecond());
    if (index != null) {
      GlobalSecondaryIndexDescription global = global(found, index);
      LocalSecondaryIndexDescription local = local(found, index);
      if (global != null) {
        itemCount = orZero(global.itemCount());
        sizeBytes = orZero(global.indexSizeBytes());
        throughput =
            throughput(
                global.provisionedThroughput(),
                global.onDemandThroughput(),
                global.warmThroughput() == null
                    ? null
                    : global.warmThroughput().readUnitsPerSecond());
      } else if (local != null) {
        itemCount = orZero(local.itemCount());
        sizeBytes = orZero(local.indexSizeBytes());
      } else {
        throw noIndex(found, index);
      }
    }
    List<KeySchemaElement> schema = new ArrayList<>(found.keySchema());
    schema.sort((a, b) -> a.keyTypeAsString().compareTo(b.keyTypeAsString()));
    return new TableDescription(
        table.name(),
        found.tableArn() == null ? "" : found.tableArn(),
        found.tableId() == null ? "" : found.tableId(),
        schema.stream().map(KeySchemaElement::attributeName).toList(),
        itemCount,
        sizeBytes,
        billing,
        throughput);
  }

  private static @Nullable GlobalSecondaryIndexDescription global(
      software.amazon.awssdk.services.dynamodb.model.TableDescription table, String index) {
    return table.globalSecondaryIndexes().stream()
        .filter(each -> index.equals(each.indexName()))
        .findFirst()
        .orElse(null);
  }

  private static @Nullable LocalSecondaryIndexDescription local(
      software.amazon.awssdk.services.dynamodb.model.TableDescription table, String index) {
    return table.localSecondaryIndexes().stream()
        .filter(each -> index.equals(each.indexName()))
        .findFirst()
        .orElse(null);
  }

  private static JobException noIndex(
      software.amazon.awssdk.services.dynamodb.model.TableDescription table, String index) {
    List<String> names =
        Stream.concat(
                table.globalSecondaryIndexes().stream()
                    .map(GlobalSecondaryIndexDescription::indexName),
                table.localSecondaryIndexes().stream()
                    .map(LocalSecondaryIndexDescription::indexName))
            .sorted()
            .toList();
    return new JobException(
        ErrorCode.INPUT_MISSING,
        "index "
            + index
            + ": table "
            + table.tableName()
            + " does not have it; "
            + (names.isEmpty() ? "it has none" : "it has " + String.join(", ", names))
            + "; correct --index-name");
  }

  private static Throughput throughput(
      @Nullable ProvisionedThroughputDescription provisioned,
      @Nullable OnDemandThroughput onDemand,
      @Nullable Long warm) {
    return new Throughput(
        provisioned == null ? 0 : orZero(provisioned.readCapacityUnits()),
        // The service says −1 where there is no maximum.
        onDemand == null ? 0 : Math.max(0, orZero(onDemand.maxReadRequestUnits())),
        orZero(warm));
  }

  private static long orZero(@Nullable Long value) {
    return value == null ? 0 : value;
  }

  /**
   * Read capacity units per second that there really are: what is provisioned; on demand, the warm
   * throughput up to the maximum, or the one of them that is known.
   */
  public OptionalDouble readCapacity() {
    if (billing != BillingMode.PAY_PER_REQUEST) {
      return known(throughput.provisioned);
    }
    return throughput.warm > 0 && throughput.onDemandMaximum > 0
        ? known(Math.min(throughput.warm, throughput.onDemandMaximum))
        : known(Math.max(throughput.warm, throughput.onDemandMaximum));
  }

  private static OptionalDouble known(long units) {
    return units > 0 ? OptionalDouble.of((double) units) : OptionalDouble.empty();
  }

  /** Bytes of an average item, if the description has any. */
  public OptionalLong itemBytes() {
    return itemCount > 0 && sizeBytes > 0
        ? OptionalLong.of(Math.max(1, sizeBytes / itemCount))
        : OptionalLong.empty();
  }
}
