package io.dynalake.capacity;

import io.dynalake.aws.AwsFailures;
import io.dynalake.aws.TableName;
import io.dynalake.error.ErrorCode;
import io.dynalake.error.JobException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.GlobalSecondaryIndexDescription;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.LocalSecondaryIndexDescription;
import software.amazon.awssdk.services.dynamodb.model.OnDemandThroughput;
import software.amazon.awssdk.services.dynamodb.model.ProvisionedThroughputDescription;

/**
 * What DescribeTable says of a table, or of its index that is read. Item count and size are about
 * six hours old, and 0 for a table that is new; neither is a number to divide by.
 *
 * @param name the table's
 * @param arn the table's, or ""
 * @param id the table's, which a table of the same name that is made later does not have, or ""
 * @param keys of the table, partition key first
 * @param keyTypes S, N or B by the names of all attributes that are keys, of the table or an index
 * @param itemCount of the table or index
 * @param sizeBytes of the table or index
 * @param billing of the table
 * @param reads capacity of the table or index
 * @param writes capacity of the table or index
 * @param deletionProtection whether the table, not its items, is kept from being deleted
 */
public record TableDescription(
    String name,
    String arn,
    String id,
    List<String> keys,
    Map<String, String> keyTypes,
    long itemCount,
    long sizeBytes,
    BillingMode billing,
    Throughput reads,
    Throughput writes,
    boolean deletionProtection) {

  /**
   * Capacity units per second; 0 where the table does not say.
   *
   * @param provisioned now; auto scaling changes it
   * @param onDemandMaximum set by the table's owner
   * @param warm what an on-demand table takes at once
   */
  public record Throughput(long provisioned, long onDemandMaximum, long warm) {}

  public TableDescription {
    keys = List.copyOf(keys);
    keyTypes = Map.copyOf(keyTypes);
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
    Part part = Part.of(found, index);
    List<KeySchemaElement> schema = new ArrayList<>(found.keySchema());
    schema.sort((a, b) -> a.keyTypeAsString().compareTo(b.keyTypeAsString()));
    return new TableDescription(
        table.name(),
        found.tableArn() == null ? "" : found.tableArn(),
        found.tableId() == null ? "" : found.tableId(),
        schema.stream().map(KeySchemaElement::attributeName).toList(),
        found.attributeDefinitions().stream()
            .collect(
                Collectors.toMap(
                    AttributeDefinition::attributeName,
                    AttributeDefinition::attributeTypeAsString)),
        part.itemCount(),
        part.sizeBytes(),
        billing,
        part.throughput(Capacity.READ),
        part.throughput(Capacity.WRITE),
        Boolean.TRUE.equals(found.deletionProtectionEnabled()));
  }

  /** What is read or written: the table, or an index. */
  private record Part(
      long itemCount,
      long sizeBytes,
      @Nullable ProvisionedThroughputDescription provisioned,
      @Nullable OnDemandThroughput onDemand,
      @Nullable Long warmReads,
      @Nullable Long warmWrites) {

    static Part of(
        software.amazon.awssdk.services.dynamodb.model.TableDescription table,
        @Nullable String index) {
      GlobalSecondaryIndexDescription global = index == null ? null : global(table, index);
      if (global != null) {
        var warm = global.warmThroughput();
        return new Part(
            orZero(global.itemCount()),
            orZero(global.indexSizeBytes()),
            global.provisionedThroughput(),
            global.onDemandThroughput(),
            warm == null ? null : warm.readUnitsPerSecond(),
            warm == null ? null : warm.writeUnitsPerSecond());
      }
      LocalSecondaryIndexDescription local = index == null ? null : local(table, index);
      if (index != null && local == null) {
        throw noIndex(table, index);
      }
      // A local index has the capacity of its table.
      var warm = table.warmThroughput();
      return new Part(
          orZero(local == null ? table.itemCount() : local.itemCount()),
          orZero(local == null ? table.tableSizeBytes() : local.indexSizeBytes()),
          table.provisionedThroughput(),
          table.onDemandThroughput(),
          warm == null ? null : warm.readUnitsPerSecond(),
          warm == null ? null : warm.writeUnitsPerSecond());
    }

    Throughput throughput(Capacity capacity) {
      boolean read = capacity == Capacity.READ;
      return new Throughput(
          provisioned == null
              ? 0
              : orZero(read ? provisioned.readCapacityUnits() : provisioned.writeCapacityUnits()),
          // The service says −1 where there is no maximum.
          onDemand == null
              ? 0
              : Math.max(
                  0,
                  orZero(read ? onDemand.maxReadRequestUnits() : onDemand.maxWriteRequestUnits())),
          orZero(read ? warmReads : warmWrites));
    }
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

  private static long orZero(@Nullable Long value) {
    return value == null ? 0 : value;
  }

  /**
   * Capacity units per second that there really are: what is provisioned; on demand, the warm
   * throughput up to the maximum, or the one of them that is known.
   */
  public OptionalDouble capacity(Capacity capacity) {
    Throughput throughput = capacity == Capacity.READ ? reads : writes;
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
