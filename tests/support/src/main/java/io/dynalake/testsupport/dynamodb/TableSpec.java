package io.dynalake.testsupport.dynamodb;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.CreateTableRequest;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;

/**
 * A table to create, on demand unless its capacity is provisioned.
 *
 * <pre>{@code TableSpec.of("Orders", Key.text("customerId")).sortedBy(Key.text("orderId"))}</pre>
 */
public record TableSpec(
    String name, Key partitionKey, Optional<Key> sortKey, Optional<Capacity> provisioned) {

  /**
   * A key attribute.
   *
   * @param type S, N or B
   */
  public record Key(String name, String type) {
    public Key {
      if (!type.matches("[SNB]")) {
        throw new IllegalArgumentException(name + ": a key is S, N or B, not " + type);
      }
    }

    public static Key text(String name) {
      return new Key(name, "S");
    }

    public static Key number(String name) {
      return new Key(name, "N");
    }

    public static Key binary(String name) {
      return new Key(name, "B");
    }
  }

  /** Capacity units per second. */
  public record Capacity(long read, long write) {}

  public static TableSpec of(String name, Key partitionKey) {
    return new TableSpec(name, partitionKey, Optional.empty(), Optional.empty());
  }

  /** The table of the sample orders. */
  public static TableSpec orders(String name) {
    return of(name, Key.text("customerId")).sortedBy(Key.text("orderId"));
  }

  public TableSpec sortedBy(Key newSortKey) {
    return new TableSpec(name, partitionKey, Optional.of(newSortKey), provisioned);
  }

  public TableSpec provisioned(long read, long write) {
    return new TableSpec(name, partitionKey, sortKey, Optional.of(new Capacity(read, write)));
  }

  CreateTableRequest request() {
    List<AttributeDefinition> attributes = new ArrayList<>();
    List<KeySchemaElement> keys = new ArrayList<>();
    add(partitionKey, KeyType.HASH, attributes, keys);
    sortKey.ifPresent(key -> add(key, KeyType.RANGE, attributes, keys));
    CreateTableRequest.Builder request =
        CreateTableRequest.builder()
            .tableName(name)
            .attributeDefinitions(attributes)
            .keySchema(keys)
            .billingMode(BillingMode.PAY_PER_REQUEST);
    provisioned.ifPresent(
        capacity ->
            request
                .billingMode(BillingMode.PROVISIONED)
                .provisionedThroughput(
                    units ->
                        units
                            .readCapacityUnits(capacity.read())
                            .writeCapacityUnits(capacity.write())));
    return request.build();
  }

  private static void add(
      Key key, KeyType role, List<AttributeDefinition> attributes, List<KeySchemaElement> keys) {
    attributes.add(
        AttributeDefinition.builder().attributeName(key.name()).attributeType(key.type()).build());
    keys.add(KeySchemaElement.builder().attributeName(key.name()).keyType(role).build());
  }
}
