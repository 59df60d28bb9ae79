package io.dynalake.load.write;

import io.dynalake.aws.TableName;
import io.dynalake.capacity.Attempts;
import io.dynalake.capacity.Pace;
import io.dynalake.error.JobException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BatchWriteItemResponse;
import software.amazon.awssdk.services.dynamodb.model.WriteRequest;

/**
 * Writes by BatchWriteItem. What a request leaves unprocessed goes into the next one, after a pause
 * that doubles; a batch that is rejected as a whole is halved until the item is found that the
 * table does not take.
 */
final class BatchWriter implements ItemWriter {
  private static final long FIRST_PAUSE = 50;
  private static final long LONGEST_PAUSE = 15_000;

  /** Of the newest request in the average of what an estimated unit really costs. */
  private static final double WEIGHT = 0.3;

  private final DynamoDbClient client;
  private final TableKeys keys;
  private final BatchRequest requests;
  private final String subject;
  private final Attempts attempts;
  private final Pace pace;
  private final WriteOutcomes outcomes;

  /** Indexes and replicas consume too, and only the service knows how much. */
  private double perUnit = 1;

  private record Answer(
      BatchWriteItemResponse response, List<Write> sent, double granted, int units) {}

  BatchWriter(Connection to, BatchRequest.Kind kind, Pace pace, WriteOutcomes outcomes) {
    TableName table = to.table();
    this.client = to.client();
    this.keys = to.keys();
    this.requests = new BatchRequest(table, keys.keys(), kind);
    this.subject = "table " + table.name() + ", batch of items";
    this.attempts = new Attempts(to.patience(), pace);
    this.pace = pace;
    this.outcomes = outcomes;
  }

  @Override
  public void write(List<Write> batch) throws IOException, InterruptedException {
    List<Write> left = new ArrayList<>(batch);
    long pause = FIRST_PAUSE;
    while (!left.isEmpty()) {
      Answer answer;
      try {
        double least = left.get(0).units() * perUnit;
        answer = attempts.run(subject, least, granted -> ask(left, granted));
      } catch (JobException e) {
        if (e.getCause() instanceof SdkException refused && Rejections.isOfItem(refused)) {
          reject(left, refused);
          return;
        }
        throw e;
      }
      List<Write> unprocessed = unprocessed(answer);
      account(answer, unprocessed);
      left.subList(0, answer.sent().size()).clear();
      left.addAll(unprocessed);
      if (unprocessed.isEmpty()) {
        pause = FIRST_PAUSE;
      } else {
        pace.throttled();
        Thread.sleep(ThreadLocalRandom.current().nextLong(pause) + 1);
        pause = Math.min(2 * pause, LONGEST_PAUSE);
      }
    }
  }

  private void reject(List<Write> left, SdkException refused)
      throws IOException, InterruptedException {
    outcomes.request(0, attempts.throttles(), attempts.retries());
    if (left.size() == 1) {
      outcomes.refused(left.get(0), Rejections.reason(String.valueOf(refused.getMessage())));
      return;
    }
    int half = left.size() / 2;
    write(left.subList(0, half));
    write(left.subList(half, left.size()));
  }

  private Answer ask(List<Write> left, double granted) {
    int count = 0;
    int units = 0;
    while (count < left.size()
        && (count == 0 || (units + left.get(count).units()) * perUnit <= granted)) {
      units += left.get(count++).units();
    }
    List<Write> sent = List.copyOf(left.subList(0, count));
    return new Answer(client.batchWriteItem(requests.of(sent)), sent, granted, units);
  }

  private List<Write> unprocessed(Answer answer) {
    List<Write> left = new ArrayList<>();
    answer
        .response()
        .unprocessedItems()
        .values()
        .forEach(all -> all.forEach(each -> left.add(sent(answer.sent(), each))));
    return left;
  }

  private Write sent(List<Write> sent, WriteRequest unprocessed) {
    Map<String, AttributeValue> item =
        unprocessed.putRequest() == null
            ? unprocessed.deleteRequest().key()
            : unprocessed.putRequest().item();
    byte[] key = ItemKey.of(item, keys.keys());
    for (Write write : sent) {
      if (Arrays.equals(write.key(), key)) {
        return write;
      }
    }
    throw new IllegalStateException(
        subject + ": the service leaves an item unprocessed that was not sent");
  }

  private void account(Answer answer, List<Write> unprocessed) {
    int unitsLeft = unprocessed.stream().mapToInt(Write::units).sum();
    int estimated = answer.units() - unitsLeft;
    double consumed = consumed(answer.response(), estimated * perUnit);
    pace.settle(answer.granted(), consumed);
    if (estimated > 0) {
      perUnit = WEIGHT * Math.max(1, consumed / estimated) + (1 - WEIGHT) * perUnit;
    }
    long bytes = answer.sent().stream().mapToLong(Write::size).sum();
    long bytesLeft = unprocessed.stream().mapToLong(Write::size).sum();
    outcomes.written(answer.sent().size() - unprocessed.size(), bytes - bytesLeft);
    outcomes.request(consumed, attempts.throttles() + unprocessed.size(), attempts.retries());
  }

  /** As the service counts it; where something in between does not, by the sizes of the items. */
  private static double consumed(BatchWriteItemResponse response, double estimated) {
    return response.hasConsumedCapacity() && !response.consumedCapacity().isEmpty()
        ? response.consumedCapacity().stream()
            .mapToDouble(each -> each.capacityUnits() == null ? 0 : each.capacityUnits())
            .sum()
        : estimated;
  }
}
