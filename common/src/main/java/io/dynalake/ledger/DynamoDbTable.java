package io.dynalake.ledger;

import static io.dynalake.ledger.DynamoDbItems.PK;
import static io.dynalake.ledger.DynamoDbItems.SK;

import io.dynalake.aws.TableName;
import io.dynalake.error.ErrorCode;
import io.dynalake.error.JobException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.ResourceInUseException;
import software.amazon.awssdk.services.dynamodb.model.ResourceNotFoundException;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;
import software.amazon.awssdk.services.dynamodb.model.TableDescription;
import software.amazon.awssdk.services.dynamodb.model.TableStatus;

/** Sees to it that the table is there, and that it is a ledger's. */
record DynamoDbTable(DynamoDbClient client, TableName table, String name) {
  private static final Map<String, AttributeValue> VERSION_KEY =
      DynamoDbItems.key("ledger", DynamoDbItems.VERSION);

  /** False while it is being made: ask again. */
  boolean isReady(Ledgers.Missing missing) {
    Optional<TableDescription> described = describe();
    if (described.isEmpty()) {
      if (missing == Ledgers.Missing.REFUSED) {
        throw Ledgers.missing(name);
      }
      create();
      return false;
    }
    TableDescription description = described.orElseThrow();
    requireKeys(description);
    return description.tableStatus() == TableStatus.ACTIVE
        || description.tableStatus() == TableStatus.UPDATING;
  }

  private Optional<TableDescription> describe() {
    try {
      return Optional.of(client.describeTable(r -> r.tableName(table.text())).table());
    } catch (ResourceNotFoundException e) {
      return Optional.empty();
    }
  }

  private void create() {
    try {
      client.createTable(
          request ->
              request
                  .tableName(table.text())
                  .billingMode(BillingMode.PAY_PER_REQUEST)
                  .attributeDefinitions(attribute(PK), attribute(SK))
                  .keySchema(key(PK, KeyType.HASH), key(SK, KeyType.RANGE)));
    } catch (ResourceInUseException e) {
      // Another process was first.
      return;
    }
  }

  private static AttributeDefinition attribute(String name) {
    return AttributeDefinition.builder()
        .attributeName(name)
        .attributeType(ScalarAttributeType.S)
        .build();
  }

  private static KeySchemaElement key(String name, KeyType type) {
    return KeySchemaElement.builder().attributeName(name).keyType(type).build();
  }

  private void requireKeys(TableDescription description) {
    List<KeySchemaElement> expected = List.of(key(PK, KeyType.HASH), key(SK, KeyType.RANGE));
    boolean text =
        description.attributeDefinitions().containsAll(List.of(attribute(PK), attribute(SK)));
    if (!description.keySchema().equals(expected) || !text) {
      throw new JobException(
          ErrorCode.USAGE,
          "ledger "
              + name
              + ": this table is no ledger; its keys are others than pk and sk, both text; name"
              + " another table, or one that does not exist and will be made");
    }
  }

  /** Enters the version into a new table, and checks it in an old one. */
  void requireVersion(Ledgers.Missing missing) {
    Map<String, AttributeValue> found = version();
    if (found.isEmpty()) {
      if (missing == Ledgers.Missing.REFUSED) {
        throw Ledgers.missing(name);
      }
      Map<String, AttributeValue> item = new HashMap<>(VERSION_KEY);
      item.put(DynamoDbItems.VERSION, DynamoDbItems.number(Ledgers.VERSION));
      try {
        client.putItem(
            r ->
                r.tableName(table.text())
                    .item(item)
                    .conditionExpression("attribute_not_exists(pk)"));
      } catch (ConditionalCheckFailedException e) {
        // Another process was first, maybe a newer one.
        found = version();
      }
    }
    if (!found.isEmpty()) {
      Ledgers.requireVersion(name, (int) DynamoDbItems.number(found, DynamoDbItems.VERSION));
    }
  }

  private Map<String, AttributeValue> version() {
    return client
        .getItem(r -> r.tableName(table.text()).key(VERSION_KEY).consistentRead(true))
        .item();
  }
}
