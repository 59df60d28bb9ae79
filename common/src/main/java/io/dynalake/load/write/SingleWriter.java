package io.dynalake.load.write;

import io.dynalake.capacity.Attempts;
import io.dynalake.capacity.Pace;
import io.dynalake.error.JobException;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.ConsumedCapacity;

/** Writes or deletes items with a condition, which takes a request for each. */
abstract class SingleWriter implements ItemWriter {
  /** Of the newest request in the average of what an estimated unit really costs. */
  private static final double WEIGHT = 0.1;

  final DynamoDbClient client;
  final TableKeys keys;
  final String tableName;
  final WriteOutcomes outcomes;
  private final String subject;
  private final Attempts attempts;
  private final Pace pace;
  private double perUnit = 1;
  private double granted;

  /**
   * @param what is made, for messages
   */
  SingleWriter(Connection to, String what, Pace pace, WriteOutcomes outcomes) {
    this.client = to.client();
    this.keys = to.keys();
    this.tableName = to.table().text();
    this.subject = "table " + to.table().name() + ", " + what;
    this.attempts = new Attempts(to.patience(), pace);
    this.pace = pace;
    this.outcomes = outcomes;
  }

  @Override
  public final void write(List<Write> batch) throws IOException, InterruptedException {
    for (Write write : worthAsking(batch)) {
      write(write);
    }
  }

  /** Those of a batch whose condition may hold; the others have their outcome then. */
  List<Write> worthAsking(List<Write> batch) throws IOException, InterruptedException {
    return batch;
  }

  /**
   * Makes the request once.
   *
   * @return what it consumed, null if the service does not say
   */
  abstract @Nullable ConsumedCapacity request(Write write);

  /**
   * Says what became of an item whose condition does not hold.
   *
   * @param found what is in the table, empty if nothing is
   */
  abstract void conditionFailed(Write write, Map<String, AttributeValue> found) throws IOException;

  /** Says what became of an item whose condition holds. */
  void done(Write write) throws IOException, InterruptedException {
    outcomes.written(1, write.size());
  }

  private void write(Write write) throws IOException, InterruptedException {
    double estimated = write.units() * perUnit;
    try {
      double consumed =
          attempts.run(
              subject,
              estimated,
              units -> {
                granted = units;
                return units(write, request(write));
              });
      learn(write, consumed);
      account(consumed);
      done(write);
    } catch (JobException e) {
      if (e.getCause() instanceof ConditionalCheckFailedException refused) {
        // The service counts a write that its condition prevents, by the size of what is there.
        account(estimated);
        conditionFailed(write, refused.hasItem() ? refused.item() : Map.of());
      } else if (e.getCause() instanceof SdkException refused && Rejections.isOfItem(refused)) {
        account(estimated);
        outcomes.refused(write, Rejections.reason(String.valueOf(refused.getMessage())));
      } else {
        throw e;
      }
    }
  }

  /** As the service counts it; where something in between does not, by the size of the item. */
  private double units(Write write, @Nullable ConsumedCapacity consumed) {
    return consumed == null || consumed.capacityUnits() == null
        ? write.units() * perUnit
        : consumed.capacityUnits();
  }

  private void learn(Write write, double consumed) {
    perUnit = WEIGHT * Math.max(1, consumed / write.units()) + (1 - WEIGHT) * perUnit;
  }

  private void account(double units) {
    pace.settle(granted, units);
    outcomes.request(units, attempts.throttles(), attempts.retries());
  }
}
