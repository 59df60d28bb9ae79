package io.dynalake.load.write;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.dynalake.aws.AttributeValues;
import io.dynalake.aws.SameValues;
import io.dynalake.capacity.Pace;
import io.dynalake.error.ErrorCode;
import io.dynalake.error.JobException;
import java.io.IOException;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConsumedCapacity;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.ReturnConsumedCapacity;
import software.amazon.awssdk.services.dynamodb.model.ReturnValuesOnConditionCheckFailure;

/** Writes items unless one of their key is in the table, or one that is not older. */
final class ConditionalPuts extends SingleWriter {
  private final IfExists condition;

  ConditionalPuts(Connection to, IfExists condition, Pace pace, WriteOutcomes outcomes) {
    super(to, "item", pace, outcomes);
    this.condition = condition;
  }

  @Override
  @Nullable ConsumedCapacity request(Write write) {
    Map<String, AttributeValue> item = item(write);
    var request =
        PutItemRequest.builder()
            .tableName(tableName)
            .item(item)
            .returnConsumedCapacity(ReturnConsumedCapacity.TOTAL);
    if (condition instanceof IfExists.Newer newer) {
      request
          .conditionExpression("attribute_not_exists(#k) OR #a < :a")
          .expressionAttributeNames(Map.of("#k", keys.partitionKey(), "#a", newer.attribute()))
          .expressionAttributeValues(Map.of(":a", item.get(newer.attribute())));
    } else {
      request
          .conditionExpression("attribute_not_exists(#k)")
          .expressionAttributeNames(Map.of("#k", keys.partitionKey()));
    }
    if (condition instanceof IfExists.Fail) {
      request.returnValuesOnConditionCheckFailure(ReturnValuesOnConditionCheckFailure.ALL_OLD);
    }
    return client.putItem(request.build()).consumedCapacity();
  }

  @Override
  void conditionFailed(Write write, Map<String, AttributeValue> found) throws IOException {
    // A request that was answered too late was made twice, and a task that was tried again writes
    // what it wrote before.
    if (condition instanceof IfExists.Fail && !SameValues.of(item(write), found)) {
      throw new JobException(
          ErrorCode.BAD_DATA,
          write.origin()
              + ": another item of its key is in the table; no more is written, but what was"
              + " written before stays; use --if-exists overwrite, skip or newer:ATTR");
    }
    outcomes.kept(write, WriteOutcomes.Kept.PRESENT);
  }

  private static Map<String, AttributeValue> item(Write write) {
    return AttributeValues.parse(new String(write.json(), UTF_8));
  }
}
