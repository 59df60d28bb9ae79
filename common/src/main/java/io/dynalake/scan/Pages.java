package io.dynalake.scan;

import io.dynalake.aws.AttributeValues;
import io.dynalake.capacity.Attempts;
import io.dynalake.capacity.Pace;
import io.dynalake.capacity.PageSize;
import io.dynalake.error.ErrorCode;
import io.dynalake.error.JobException;
import io.dynalake.scan.ScanResponses.Taken;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.RetryableException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ReturnConsumedCapacity;
import software.amazon.awssdk.services.dynamodb.model.ScanResponse;

/** The pages of one segment, asked for one after the other. */
final class Pages {
  private static final double BYTES_PER_READ = 4096;

  private final DynamoDbClient client;
  private final software.amazon.awssdk.services.dynamodb.model.ScanRequest template;
  private final String subject;
  private final double unitsPerRead;
  private final Attempts attempts;
  private final Pace pace;
  private final PageSize size = new PageSize();
  private @Nullable Map<String, AttributeValue> startKey;
  private boolean ended;

  /** A response, and the items that were taken out of it. */
  private record Answer(ScanResponse response, Taken taken, double granted) {}

  Pages(DynamoDbClient client, ScanRequest request, Segment segment, Attempts attempts, Pace pace) {
    this.client = client;
    this.template = template(request, segment);
    this.subject = request.subject() + ", " + segment;
    this.unitsPerRead = request.consistency() == ScanRequest.Consistency.STRONG ? 1 : 0.5;
    this.attempts = attempts;
    this.pace = pace;
  }

  private static software.amazon.awssdk.services.dynamodb.model.ScanRequest template(
      ScanRequest request, Segment segment) {
    var template =
        software.amazon.awssdk.services.dynamodb.model.ScanRequest.builder()
            .tableName(request.table().text())
            .indexName(request.indexOrNull())
            .filterExpression(request.filterOrNull())
            .projectionExpression(request.projectionOrNull())
            .segment(segment.number())
            .totalSegments(segment.total())
            .returnConsumedCapacity(ReturnConsumedCapacity.TOTAL);
    if (request.consistency() == ScanRequest.Consistency.STRONG) {
      template.consistentRead(true);
    }
    if (!request.names().isEmpty()) {
      template.expressionAttributeNames(request.names());
    }
    if (request.valuesOrNull() != null) {
      template.expressionAttributeValues(AttributeValues.parse(request.valuesOrNull()));
    }
    return template.build();
  }

  /** The next page, or null after the last. */
  @Nullable ItemPage next() throws InterruptedException {
    if (ended) {
      return null;
    }
    Answer answer = attempts.run(subject, size.least(), this::ask);
    ScanResponse response = answer.response();
    double capacity = capacity(answer);
    pace.settle(answer.granted(), capacity);
    int scanned = response.scannedCount() == null ? 0 : response.scannedCount();
    size.learn(scanned, capacity);
    advance(response);
    return new ItemPage(
        answer.taken().items(),
        new ItemPage.Costs(scanned, capacity, attempts.throttles(), attempts.retries()));
  }

  private Answer ask(double granted) {
    Taken taken = new Taken();
    var request =
        template.toBuilder()
            .exclusiveStartKey(startKey)
            .overrideConfiguration(o -> o.putExecutionAttribute(ScanResponses.TAKEN, taken));
    if (granted < Double.POSITIVE_INFINITY) {
      request.limit(size.items(granted));
    }
    ScanResponse response = client.scan(request.build());
    int found = taken.items().count();
    if (response.count() == null || response.count() != found) {
      throw RetryableException.create(
          "the response has " + found + " items and says Count " + response.count());
    }
    return new Answer(response, taken, granted);
  }

  /** As the service counts it; where something in between does not, by the size of the response. */
  private double capacity(Answer answer) {
    return answer.response().consumedCapacity() == null
            || answer.response().consumedCapacity().capacityUnits() == null
        ? Math.max(1, Math.ceil(answer.taken().bytes() / BYTES_PER_READ)) * unitsPerRead
        : answer.response().consumedCapacity().capacityUnits();
  }

  private void advance(ScanResponse response) {
    if (!response.hasLastEvaluatedKey() || response.lastEvaluatedKey().isEmpty()) {
      ended = true;
    } else if (response.lastEvaluatedKey().equals(startKey)) {
      throw new JobException(
          ErrorCode.SERVICE,
          subject
              + ": the service gave the same page twice; its LastEvaluatedKey is the request's"
              + " ExclusiveStartKey, so the scan would not end; check the endpoint");
    } else {
      startKey = response.lastEvaluatedKey();
    }
  }
}
