package io.dynalake.jobs.load;

import io.dynalake.aws.AwsClients;
import io.dynalake.aws.AwsFailures;
import io.dynalake.aws.AwsSettings;
import io.dynalake.aws.Regions;
import io.dynalake.capacity.Patience;
import io.dynalake.capacity.TableDescription;
import io.dynalake.error.ErrorCode;
import io.dynalake.error.JobException;
import io.dynalake.item.AttributeType;
import io.dynalake.jobs.options.LoadArguments;
import io.dynalake.jobs.options.NewTable;
import io.dynalake.load.write.Connection;
import io.dynalake.load.write.TableKeys;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.CreateTableRequest;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.ProvisionedThroughput;

/**
 * The table that is loaded into.
 *
 * @param description empty if it is to be created
 * @param keys of it, or that it will have
 */
record TargetTable(
    LoadArguments.Table asked,
    AwsSettings aws,
    Optional<TableDescription> description,
    TableKeys keys) {

  /**
   * Looks at it.
   *
   * @throws JobException INPUT_MISSING if it is not there and is not to be created; USAGE if it is
   *     there with other keys
   */
  static TargetTable find(LoadArguments.Table asked) {
    AwsSettings aws = Regions.resolve(asked.aws(), asked.name());
    try {
      TableDescription found = TableDescription.of(AwsClients.dynamoDb(aws), asked.name(), null);
      asked.created().ifPresent(wanted -> requireKeys(found, wanted));
      return new TargetTable(asked, aws, Optional.of(found), TableKeys.of(found));
    } catch (JobException e) {
      if (e.code() != ErrorCode.INPUT_MISSING || asked.created().isEmpty()) {
        throw e;
      }
      return new TargetTable(asked, aws, Optional.empty(), keys(asked.created().orElseThrow()));
    }
  }

  private static TableKeys keys(NewTable table) {
    return new TableKeys(
        table.keys().stream().map(NewTable.Key::name).toList(),
        table.keys().stream().collect(Collectors.toMap(NewTable.Key::name, NewTable.Key::type)));
  }

  private static void requireKeys(TableDescription found, NewTable wanted) {
    TableKeys keys = keys(wanted);
    boolean same =
        found.keys().equals(keys.keys())
            && keys.types().entrySet().stream()
                .allMatch(key -> key.getValue().equals(found.keyTypes().get(key.getKey())));
    if (!same) {
      throw new JobException(
          ErrorCode.USAGE,
          "--create-table: table "
              + found.name()
              + " is there, with the key "
              + found.keys().stream()
                  .map(key -> key + ":" + found.keyTypes().get(key))
                  .collect(Collectors.joining(","))
              + "; leave the option out, or name another table");
    }
  }

  /** Types of the key attributes of the table itself. */
  Map<String, AttributeType> keyTypes() {
    Map<String, AttributeType> types = new TreeMap<>();
    for (String key : keys.keys()) {
      types.put(key, AttributeType.valueOf(keys.types().getOrDefault(key, "S")));
    }
    return types;
  }

  /** Its ARN, or else its name: how reports and the ledger call it. */
  String id() {
    return description
        .map(TableDescription::arn)
        .filter(arn -> !arn.isEmpty())
        .orElse(asked.name().text());
  }

  Connection connection() {
    return new Connection(asked.name(), keys, aws, Patience.DEFAULT);
  }

  /** The table, created if it was not there. */
  TargetTable existing() {
    if (description.isPresent()) {
      return this;
    }
    NewTable table = asked.created().orElseThrow();
    DynamoDbClient client = AwsClients.dynamoDb(aws);
    try {
      client.createTable(request(table));
      client.waiter().waitUntilTableExists(r -> r.tableName(asked.name().text()));
    } catch (SdkException e) {
      throw AwsFailures.of("table " + asked.name() + ", to be created", e);
    }
    return find(asked);
  }

  private CreateTableRequest request(NewTable table) {
    CreateTableRequest.Builder request =
        CreateTableRequest.builder()
            .tableName(asked.name().text())
            .attributeDefinitions(
                table.keys().stream()
                    .map(
                        key ->
                            AttributeDefinition.builder()
                                .attributeName(key.name())
                                .attributeType(key.type())
                                .build())
                    .toList())
            .keySchema(keySchema(table.keys()));
    return table.isOnDemand()
        ? request.billingMode(BillingMode.PAY_PER_REQUEST).build()
        : request
            .billingMode(BillingMode.PROVISIONED)
            .provisionedThroughput(
                ProvisionedThroughput.builder()
                    .readCapacityUnits(table.reads())
                    .writeCapacityUnits(table.writes())
                    .build())
            .build();
  }

  private static List<KeySchemaElement> keySchema(List<NewTable.Key> keys) {
    return IntStream.range(0, keys.size())
        .mapToObj(
            i ->
                KeySchemaElement.builder()
                    .attributeName(keys.get(i).name())
                    .keyType(i == 0 ? KeyType.HASH : KeyType.RANGE)
                    .build())
        .toList();
  }
}
