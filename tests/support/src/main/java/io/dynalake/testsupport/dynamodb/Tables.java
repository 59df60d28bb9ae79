package io.dynalake.testsupport.dynamodb;

import io.dynalake.testsupport.export.Value;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.apache.ApacheHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.WriteRequest;

/** Makes tables behind an endpoint, fills them and reads them back. */
public final class Tables implements AutoCloseable {
  /** DynamoDB Local takes any credentials of letters and digits. */
  public static final AwsCredentialsProvider CREDENTIALS =
      StaticCredentialsProvider.create(AwsBasicCredentials.create("embedded", "embedded"));

  private static final int THREADS = 4;

  /** BatchWriteItem's limit. */
  private static final int BATCH = 25;

  private final DynamoDbClient client;

  private Tables(DynamoDbClient client) {
    this.client = client;
  }

  public static Tables at(URI endpoint) {
    return new Tables(
        DynamoDbClient.builder()
            .endpointOverride(endpoint)
            .region(Region.EU_CENTRAL_1)
            .credentialsProvider(CREDENTIALS)
            .httpClientBuilder(ApacheHttpClient.builder().socketTimeout(Duration.ofMinutes(1)))
            .build());
  }

  /** The client of these tables; closed with them. */
  public DynamoDbClient client() {
    return client;
  }

  /** Creates a table, which is active when this returns. */
  public void create(TableSpec table) {
    client.createTable(table.request());
    client.waiter().waitUntilTableExists(request -> request.tableName(table.name()));
  }

  public void delete(String table) {
    client.deleteTable(request -> request.tableName(table));
  }

  /**
   * Puts items whose keys differ, several batches at the same time.
   *
   * @return how many they were
   */
  public long fill(String table, Stream<Value.MapOf> items) {
    Iterator<Value.MapOf> source = items.iterator();
    return inParallel(
        () -> {
          long count = 0;
          for (List<Value.MapOf> batch = next(source); !batch.isEmpty(); batch = next(source)) {
            write(table, batch);
            count += batch.size();
          }
          return count;
        });
  }

  private static List<Value.MapOf> next(Iterator<Value.MapOf> source) {
    List<Value.MapOf> batch = new ArrayList<>(BATCH);
    synchronized (source) {
      while (batch.size() < BATCH && source.hasNext()) {
        batch.add(source.next());
      }
    }
    return batch;
  }

  private void write(String table, List<Value.MapOf> items) {
    Map<String, List<WriteRequest>> writes =
        Map.of(
            table,
            items.stream()
                .map(AttributeValues::of)
                .map(item -> WriteRequest.builder().putRequest(put -> put.item(item)).build())
                .toList());
    while (!writes.isEmpty()) {
      Map<String, List<WriteRequest>> unprocessed = writes;
      writes =
          client.batchWriteItem(request -> request.requestItems(unprocessed)).unprocessedItems();
    }
  }

  /** Puts an item. */
  public void put(String table, Value.MapOf item) {
    client.putItem(request -> request.tableName(table).item(AttributeValues.of(item)));
  }

  /** All items of a table, in no order. */
  public List<Value.MapOf> items(String table) {
    List<Value.MapOf> items = new ArrayList<>();
    for (Map<String, AttributeValue> item :
        client.scanPaginator(request -> request.tableName(table).consistentRead(true)).items()) {
      items.add(AttributeValues.item(item));
    }
    return items;
  }

  private static long inParallel(Callable<Long> work) {
    ExecutorService pool = Executors.newFixedThreadPool(THREADS);
    try {
      List<Future<Long>> parts = new ArrayList<>();
      for (int i = 0; i < THREADS; i++) {
        parts.add(pool.submit(work));
      }
      long sum = 0;
      for (Future<Long> part : parts) {
        sum += part.get();
      }
      return sum;
    } catch (ExecutionException e) {
      throw new IllegalStateException("a table could not be filled: " + e.getCause(), e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while a table was filled", e);
    } finally {
      pool.shutdownNow();
    }
  }

  @Override
  public void close() {
    client.close();
  }
}
