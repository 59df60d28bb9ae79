package io.dynalake.it.table;

import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;

/**
 * Another client of a table, which goes on changing items while a job works on it, and knows what
 * each must be: the version of every item that it has seen stored.
 */
final class ChangingClient implements AutoCloseable {
  private final DynamoDbClient client;
  private final String table;
  private final int items;
  private final Map<String, Long> versions = new ConcurrentHashMap<>();
  private final AtomicInteger gone = new AtomicInteger();
  private final Thread thread;
  private volatile boolean stopped;

  /**
   * @param client of its own, with a table whose items are {@link #key} with a version "v" of 0
   * @param pauseMillis between two changes
   */
  ChangingClient(DynamoDbClient client, String table, int items, long pauseMillis, long seed) {
    this.client = client;
    this.table = table;
    this.items = items;
    IntStream.range(0, items).forEach(i -> versions.put(key(i), 0L));
    Random random = new Random(seed);
    this.thread = new Thread(() -> changeUntilStopped(random, pauseMillis), "changes-" + table);
    thread.start();
  }

  static String key(int number) {
    return "item-" + number;
  }

  /** What each item was when it was last changed, those that are deleted by now included. */
  Map<String, Long> versions() {
    return versions;
  }

  /** How many it came too late for. */
  int gone() {
    return gone.get();
  }

  private void changeUntilStopped(Random random, long pauseMillis) {
    while (!stopped) {
      change(key(random.nextInt(items)));
      try {
        Thread.sleep(pauseMillis);
      } catch (InterruptedException e) {
        return;
      }
    }
  }

  private void change(String key) {
    long before = versions.getOrDefault(key, 0L);
    try {
      client.updateItem(
          request ->
              request
                  .tableName(table)
                  .key(Map.of("pk", AttributeValue.fromS(key)))
                  .conditionExpression("v = :before")
                  .updateExpression("SET v = :after")
                  .expressionAttributeValues(
                      Map.of(
                          ":before", AttributeValue.fromN(Long.toString(before)),
                          ":after", AttributeValue.fromN(Long.toString(before + 1)))));
      versions.put(key, before + 1);
    } catch (ConditionalCheckFailedException deleted) {
      gone.incrementAndGet();
    }
  }

  @Override
  public void close() {
    stopped = true;
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
