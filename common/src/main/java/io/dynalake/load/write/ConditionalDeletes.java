package io.dynalake.load.write;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.dynalake.aws.AttributeValues;
import io.dynalake.aws.SameValues;
import io.dynalake.capacity.Attempts;
import io.dynalake.capacity.Pace;
import io.dynalake.error.JobException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.ConsumedCapacity;
import software.amazon.awssdk.services.dynamodb.model.DeleteItemRequest;
import software.amazon.awssdk.services.dynamodb.model.DeleteItemResponse;
import software.amazon.awssdk.services.dynamodb.model.KeysAndAttributes;
import software.amazon.awssdk.services.dynamodb.model.ReturnConsumedCapacity;
import software.amazon.awssdk.services.dynamodb.model.ReturnValue;
import software.amazon.awssdk.services.dynamodb.model.ReturnValuesOnConditionCheckFailure;

/**
 * Deletes items that are as they were when they were copied.
 *
 * <p>By an attribute, that is one condition. By the whole item, the condition names every attribute
 * of the copy; but none can name an attribute that somebody has added since. So items are read
 * before, consistently, and those that differ are left alone; and what a delete returns is compared
 * once more. If an attribute was added in the milliseconds between, the item is put back as it was,
 * unless somebody has put another one meanwhile.
 */
final class ConditionalDeletes extends SingleWriter {
  /** An expression has at most 300 operators, and 4 KB. */
  private static final int MOST_ATTRIBUTES = 100;

  private static final long PAUSE_MILLIS = 100;

  private final String attribute;
  private final Attempts reads;
  private Map<String, AttributeValue> copy = Map.of();
  private Map<String, AttributeValue> deleted = Map.of();

  /**
   * @param attribute that tells whether an item was changed, or "" to compare the whole item
   */
  ConditionalDeletes(Connection to, String attribute, Pace pace, WriteOutcomes outcomes) {
    super(to, "item to delete", pace, outcomes);
    this.attribute = attribute;
    this.reads = new Attempts(to.patience(), Pace.UNLIMITED);
  }

  @Override
  List<Write> worthAsking(List<Write> batch) throws IOException, InterruptedException {
    if (!attribute.isEmpty()) {
      return batch;
    }
    List<Map<String, AttributeValue>> found = found(batch);
    List<Write> unchanged = new ArrayList<>(batch.size());
    for (Write write : batch) {
      Map<String, AttributeValue> wanted = item(write);
      Map<String, AttributeValue> there = with(found, write.key());
      if (there.isEmpty()) {
        outcomes.kept(write, WriteOutcomes.Kept.GONE);
      } else if (!SameValues.of(wanted, there)) {
        outcomes.kept(write, WriteOutcomes.Kept.CHANGED);
      } else if (wanted.size() > MOST_ATTRIBUTES) {
        outcomes.refused(
            write,
            "it has more than "
                + MOST_ATTRIBUTES
                + " attributes, too many for a condition; name one that tells of changes, or"
                + " delete without a condition");
      } else {
        unchanged.add(write);
      }
    }
    return unchanged;
  }

  /** Those of a batch that are in the table. */
  private List<Map<String, AttributeValue>> found(List<Write> batch) throws InterruptedException {
    List<Map<String, AttributeValue>> found = new ArrayList<>(batch.size());
    List<Map<String, AttributeValue>> wanted =
        batch.stream().map(write -> keyOf(item(write))).toList();
    while (!wanted.isEmpty()) {
      KeysAndAttributes asked =
          KeysAndAttributes.builder().keys(wanted).consistentRead(true).build();
      BatchGetItemResponse response =
          reads.run(
              tableName + ", items to delete",
              1,
              granted -> client.batchGetItem(r -> r.requestItems(Map.of(tableName, asked))));
      response.responses().values().forEach(found::addAll);
      wanted =
          response.unprocessedKeys().values().stream()
              .flatMap(keysLeft -> keysLeft.keys().stream())
              .toList();
      if (!wanted.isEmpty()) {
        Thread.sleep(PAUSE_MILLIS);
      }
    }
    return found;
  }

  private Map<String, AttributeValue> with(List<Map<String, AttributeValue>> items, byte[] key) {
    return items.stream()
        .filter(item -> Arrays.equals(ItemKey.of(item, keys.keys()), key))
        .findFirst()
        .orElse(Map.of());
  }

  private Map<String, AttributeValue> keyOf(Map<String, AttributeValue> item) {
    Map<String, AttributeValue> key = new HashMap<>();
    for (String name : keys.keys()) {
      key.put(name, item.getOrDefault(name, AttributeValue.fromS("")));
    }
    return key;
  }

  private static Map<String, AttributeValue> item(Write write) {
    return AttributeValues.parse(new String(write.json(), UTF_8));
  }

  @Override
  @Nullable ConsumedCapacity request(Write write) {
    copy = item(write);
    DeleteItemRequest.Builder request =
        DeleteItemRequest.builder()
            .tableName(tableName)
            .key(keyOf(copy))
            .returnConsumedCapacity(ReturnConsumedCapacity.TOTAL)
            .returnValues(attribute.isEmpty() ? ReturnValue.ALL_OLD : ReturnValue.NONE)
            .returnValuesOnConditionCheckFailure(ReturnValuesOnConditionCheckFailure.ALL_OLD);
    condition(request);
    DeleteItemResponse response = client.deleteItem(request.build());
    deleted = response.attributes();
    return response.consumedCapacity();
  }

  private void condition(DeleteItemRequest.Builder request) {
    List<String> terms = new ArrayList<>();
    Map<String, String> names = new HashMap<>();
    Map<String, AttributeValue> values = new HashMap<>();
    for (String name : attribute.isEmpty() ? copy.keySet() : List.of(attribute)) {
      int number = terms.size();
      names.put("#a" + number, name);
      AttributeValue value = copy.get(name);
      if (value == null) {
        // The copy has no such attribute; a key that is there tells that the item is, too.
        names.put("#k", keys.partitionKey());
        terms.add("attribute_exists(#k) AND attribute_not_exists(#a" + number + ")");
      } else {
        values.put(":a" + number, value);
        terms.add("#a" + number + " = :a" + number);
      }
    }
    request.conditionExpression(String.join(" AND ", terms)).expressionAttributeNames(names);
    if (!values.isEmpty()) {
      request.expressionAttributeValues(values);
    }
  }

  @Override
  void conditionFailed(Write write, Map<String, AttributeValue> found) throws IOException {
    // An answer that was lost looks the same as a delete by somebody else; both are done.
    outcomes.kept(write, found.isEmpty() ? WriteOutcomes.Kept.GONE : WriteOutcomes.Kept.CHANGED);
  }

  @Override
  void done(Write write) throws IOException, InterruptedException {
    if (attribute.isEmpty() && !SameValues.of(copy, deleted)) {
      putBack();
      outcomes.kept(write, WriteOutcomes.Kept.CHANGED);
    } else {
      super.done(write);
    }
  }

  private void putBack() throws InterruptedException {
    Map<String, AttributeValue> item = deleted;
    try {
      reads.run(
          tableName + ", item to put back",
          1,
          granted ->
              client.putItem(
                  r ->
                      r.tableName(tableName)
                          .item(item)
                          .conditionExpression("attribute_not_exists(#k)")
                          .expressionAttributeNames(Map.of("#k", keys.partitionKey()))));
    } catch (JobException e) {
      if (!(e.getCause() instanceof ConditionalCheckFailedException)) {
        throw e;
      }
    }
  }
}
