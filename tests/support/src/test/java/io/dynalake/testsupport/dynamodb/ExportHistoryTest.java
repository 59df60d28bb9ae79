package io.dynalake.testsupport.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;

import io.dynalake.testsupport.export.Value;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.ExportType;
import software.amazon.awssdk.services.dynamodb.model.ExportViewType;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.WriteRequest;

/** Exports of random histories, against a map that was written to in the same way. */
final class ExportHistoryTest {
  private static final int KEYS = 8;

  private final Emulated emulated = new Emulated(ExportSettings.defaults());
  private final MovableClock clock = emulated.emulator.clock();

  /** The items at a time, and the keys that were written since the time before. */
  private record Moment(Instant time, Map<Value, Value.MapOf> items, Set<Value> written) {}

  @AfterEach
  void close() {
    emulated.close();
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2})
  void tellsOfAnyTimeAndAnyWindowWhatWasWritten(long seed) throws Exception {
    Random random = new Random(seed);
    String table = emulated.plainTable();
    Map<Value, Value.MapOf> items = new HashMap<>();
    Set<Value> written = new HashSet<>();
    write(table, random, items, written);
    emulated.recovery(table, true);
    List<Moment> moments = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      clock.advance(Duration.ofSeconds(1));
      Instant boundary = clock.instant().plusSeconds(1).truncatedTo(ChronoUnit.SECONDS);
      moments.add(new Moment(boundary, Map.copyOf(items), Set.copyOf(written)));
      written.clear();
      clock.advance(Duration.ofSeconds(2));
      for (int writes = random.nextInt(14); writes > 0; writes--) {
        write(table, random, items, written);
        clock.advance(Duration.ofMillis(random.nextInt(60_000)));
      }
      clock.advance(Duration.ofMinutes(15));
    }

    for (int from = 0; from < moments.size(); from++) {
      assertThat(itemsAt(table, moments.get(from).time())).isEqualTo(moments.get(from).items());
      for (int to = from + 1; to < moments.size(); to++) {
        check(table, moments, from, to);
      }
    }
  }

  private Map<Value, Value.MapOf> itemsAt(String table, Instant time) throws Exception {
    Map<Value, Value.MapOf> items = new HashMap<>();
    ReadExport export = emulated.read(emulated.export(emulated.request(table).exportTime(time)));
    for (Value.MapOf item : export.items()) {
      assertThat(items.put(attribute(item, "pk"), item)).isNull();
    }
    return items;
  }

  private void check(String table, List<Moment> moments, int from, int to) throws Exception {
    Set<Value> written = new HashSet<>();
    moments.subList(from + 1, to + 1).forEach(moment -> written.addAll(moment.written()));
    Map<Value, Map<String, Value.MapOf>> both = new HashMap<>();
    Map<Value, Map<String, Value.MapOf>> news = new HashMap<>();
    for (Value key : written) {
      Map<String, Value.MapOf> images = new LinkedHashMap<>();
      Value.MapOf before = moments.get(from).items().get(key);
      Value.MapOf after = moments.get(to).items().get(key);
      if (after != null) {
        images.put("NewImage", after);
      }
      if (before != null || after != null) {
        news.put(key, Map.copyOf(images));
        if (before != null) {
          images.put("OldImage", before);
        }
        both.put(key, images);
      }
    }
    assertThat(
            changes(table, moments.get(from), moments.get(to), ExportViewType.NEW_AND_OLD_IMAGES))
        .isEqualTo(both);
    assertThat(changes(table, moments.get(from), moments.get(to), ExportViewType.NEW_IMAGE))
        .isEqualTo(news);
  }

  private Map<Value, Map<String, Value.MapOf>> changes(
      String table, Moment from, Moment to, ExportViewType view) throws Exception {
    return emulated
        .read(
            emulated.export(
                emulated
                    .request(table)
                    .exportType(ExportType.INCREMENTAL_EXPORT)
                    .incrementalExportSpecification(
                        s ->
                            s.exportFromTime(from.time())
                                .exportToTime(to.time())
                                .exportViewType(view))))
        .changes("pk");
  }

  private void write(
      String table, Random random, Map<Value, Value.MapOf> items, Set<Value> written) {
    Value.MapOf item = item(random);
    Value key = attribute(item, "pk");
    Value.MapOf other = item(random);
    Value otherKey = attribute(other, "pk");
    switch (random.nextInt(6)) {
      case 0 -> {
        emulated.tables.put(table, item);
        items.put(key, item);
      }
      case 1 -> {
        emulated.client.deleteItem(r -> r.tableName(table).key(key(key)));
        items.remove(key);
      }
      case 2 -> {
        update(table, key, item);
        items.put(key, item);
      }
      case 3 -> {
        if (key.equals(otherKey)) {
          return;
        }
        WriteRequest put =
            WriteRequest.builder().putRequest(p -> p.item(AttributeValues.of(item))).build();
        WriteRequest delete =
            WriteRequest.builder().deleteRequest(d -> d.key(key(otherKey))).build();
        emulated.client.batchWriteItem(r -> r.requestItems(Map.of(table, List.of(put, delete))));
        items.put(key, item);
        items.remove(otherKey);
        written.add(otherKey);
      }
      case 4 -> {
        if (key.equals(otherKey)) {
          return;
        }
        TransactWriteItem put =
            TransactWriteItem.builder()
                .put(p -> p.tableName(table).item(AttributeValues.of(item)))
                .build();
        TransactWriteItem delete =
            TransactWriteItem.builder().delete(d -> d.tableName(table).key(key(otherKey))).build();
        emulated.client.transactWriteItems(r -> r.transactItems(put, delete));
        items.put(key, item);
        items.remove(otherKey);
        written.add(otherKey);
      }
      default -> {
        try {
          emulated.client.putItem(
              r ->
                  r.tableName(table)
                      .item(AttributeValues.of(item))
                      .conditionExpression("attribute_exists(pk)"));
          items.put(key, item);
        } catch (ConditionalCheckFailedException e) {
          return;
        }
      }
    }
    written.add(key);
  }

  private void update(String table, Value key, Value.MapOf item) {
    emulated.client.updateItem(
        r ->
            r.tableName(table)
                .key(key(key))
                .updateExpression("SET v = :v")
                .expressionAttributeValues(Map.of(":v", AttributeValues.of(attribute(item, "v")))));
  }

  private static Map<String, AttributeValue> key(Value key) {
    return Map.of("pk", AttributeValues.of(key));
  }

  private static Value attribute(Value.MapOf item, String name) {
    return Objects.requireNonNull(item.attributes().get(name));
  }

  private static Value.MapOf item(Random random) {
    return new Value.MapOf(
        Map.of(
            "pk",
            new Value.Text("k" + random.nextInt(KEYS)),
            "v",
            Value.Decimal.of(Integer.toString(random.nextInt()))));
  }

  @Test
  void isExactWhileManyWrite() throws Exception {
    String table = emulated.table();
    Instant from = clock.instant().truncatedTo(ChronoUnit.SECONDS);
    ExecutorService pool = Executors.newFixedThreadPool(8);
    try {
      List<Future<Void>> writers = new ArrayList<>();
      for (int i = 0; i < 8; i++) {
        int writer = i;
        Callable<Void> work =
            () -> {
              for (int n = 0; n < 40; n++) {
                emulated.put(table, "k" + (n % 10), writer + "-" + n);
              }
              return null;
            };
        writers.add(pool.submit(work));
      }
      Map<Value, Value.MapOf> replayed = new HashMap<>();
      // A full export in the midst of it, and the changes since its second, make up the end.
      ReadExport full = emulated.read(emulated.export(emulated.request(table)));
      full.items().forEach(item -> replayed.put(attribute(item, "pk"), item));
      for (Future<Void> writer : writers) {
        writer.get();
      }
      clock.advance(Duration.ofMinutes(16));
      ReadExport changes =
          emulated.read(
              emulated.export(
                  emulated
                      .request(table)
                      .exportType(ExportType.INCREMENTAL_EXPORT)
                      .incrementalExportSpecification(s -> s.exportFromTime(from))));
      changes
          .changes("pk")
          .forEach(
              (key, images) -> replayed.put(key, Objects.requireNonNull(images.get("NewImage"))));
      assertThat(replayed.values())
          .containsExactlyInAnyOrderElementsOf(emulated.tables.items(table));
      assertThat(replayed).hasSize(10);
    } finally {
      pool.shutdownNow();
    }
  }
}
