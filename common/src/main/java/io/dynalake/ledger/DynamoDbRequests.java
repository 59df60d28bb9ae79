package io.dynalake.ledger;

import static io.dynalake.ledger.DynamoDbItems.number;
import static io.dynalake.ledger.DynamoDbItems.text;

import io.dynalake.aws.TableName;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.core.pagination.sync.SdkIterable;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.KeysAndAttributes;
import software.amazon.awssdk.services.dynamodb.model.Put;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;

/** The requests that a ledger makes of its table. Reads are consistent, writes have conditions. */
record DynamoDbRequests(DynamoDbClient client, TableName table) {
  /** BatchGetItem's limit. */
  private static final int BATCH = 100;

  private static final String IS_NEW = "attribute_not_exists(pk)";

  Optional<Map<String, AttributeValue>> item(Map<String, AttributeValue> key) {
    return Optional.of(
            client.getItem(r -> r.tableName(table.text()).key(key).consistentRead(true)).item())
        .filter(item -> !item.isEmpty());
  }

  /** Whether the last change of the item was this one. */
  boolean hasToken(Map<String, AttributeValue> key, String token) {
    return item(key).map(found -> found.get(DynamoDbItems.TOKEN)).equals(Optional.of(text(token)));
  }

  /** False if there is an item of this key. */
  boolean enter(Map<String, AttributeValue> item) {
    try {
      client.putItem(r -> r.tableName(table.text()).item(item).conditionExpression(IS_NEW));
      return true;
    } catch (ConditionalCheckFailedException e) {
      return false;
    }
  }

  /**
   * Enters an item, if there is none of its key, together with others.
   *
   * @param token of this request, which is done once however often it is repeated
   */
  void enter(
      Map<String, AttributeValue> item, List<Map<String, AttributeValue>> others, String token) {
    List<TransactWriteItem> writes = new ArrayList<>();
    writes.add(write(Put.builder().conditionExpression(IS_NEW), item));
    others.forEach(other -> writes.add(write(Put.builder(), other)));
    client.transactWriteItems(r -> r.transactItems(writes).clientRequestToken(token));
  }

  private TransactWriteItem write(Put.Builder put, Map<String, AttributeValue> item) {
    return TransactWriteItem.builder().put(put.tableName(table.text()).item(item).build()).build();
  }

  /** False if the item has another version, or there is none. */
  boolean replace(Map<String, AttributeValue> item, long version) {
    try {
      client.putItem(
          r ->
              r.tableName(table.text())
                  .item(item)
                  .conditionExpression("#version = :version")
                  .expressionAttributeNames(Map.of("#version", DynamoDbItems.VERSION))
                  .expressionAttributeValues(Map.of(":version", number(version))));
      return true;
    } catch (ConditionalCheckFailedException e) {
      return false;
    }
  }

  /** The parts of a run, in the order of their ids, with some of their attributes. */
  SdkIterable<Map<String, AttributeValue>> parts(String runId, List<String> attributes) {
    QueryRequest.Builder request =
        query("pk = :pk", Map.of(":pk", text(DynamoDbItems.partsOf(runId))));
    if (!attributes.isEmpty()) {
      Map<String, String> names = new HashMap<>();
      attributes.forEach(name -> names.put("#" + name, name));
      request
          .projectionExpression(String.join(", ", names.keySet()))
          .expressionAttributeNames(names);
    }
    return client.queryPaginator(request.build()).items();
  }

  /** The ids of parts from one to another, both included. */
  List<String> partIds(String runId, String first, String last) {
    QueryRequest.Builder request =
        query(
            "pk = :pk AND sk BETWEEN :first AND :last",
            Map.of(
                ":pk", text(DynamoDbItems.partsOf(runId)),
                ":first", text(first),
                ":last", text(last)));
    return client
        .queryPaginator(request.projectionExpression(DynamoDbItems.SK).build())
        .items()
        .stream()
        .map(item -> DynamoDbItems.attribute(item, DynamoDbItems.SK).s())
        .toList();
  }

  /** The ids of the runs that the last items of a partition name, from the last on. */
  List<String> runIds(String pk, int most) {
    QueryRequest.Builder request =
        query("pk = :pk", Map.of(":pk", text(pk)))
            .scanIndexForward(false)
            .limit(Math.min(most, 1_000));
    return client.queryPaginator(request.build()).items().stream()
        .limit(most)
        .map(item -> DynamoDbItems.attribute(item, DynamoDbItems.RUN_ID).s())
        .toList();
  }

  /** Those of the runs that there are, in their order. */
  List<RunRecord> runs(List<String> ids) throws Outage {
    Map<String, RunRecord> found = new HashMap<>();
    for (int from = 0; from < ids.size(); from += BATCH) {
      List<String> batch = ids.subList(from, Math.min(ids.size(), from + BATCH));
      KeysAndAttributes keys =
          KeysAndAttributes.builder()
              .keys(batch.stream().map(DynamoDbItems::runKey).toList())
              .consistentRead(true)
              .build();
      var answer = client.batchGetItem(r -> r.requestItems(Map.of(table.text(), keys)));
      if (!answer.unprocessedKeys().isEmpty()) {
        throw new Outage("DynamoDB: it is throttled and left keys unprocessed");
      }
      answer.responses().getOrDefault(table.text(), List.of()).stream()
          .map(DynamoDbItems::run)
          .forEach(run -> found.put(run.runId(), run));
    }
    return ids.stream().filter(found::containsKey).map(found::get).toList();
  }

  private QueryRequest.Builder query(String condition, Map<String, AttributeValue> values) {
    return QueryRequest.builder()
        .tableName(table.text())
        .keyConditionExpression(condition)
        .expressionAttributeValues(values)
        .consistentRead(true);
  }
}
