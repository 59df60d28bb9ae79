package io.dynalake.changes;

import io.dynalake.testsupport.dynamodb.AttributeValues;
import io.dynalake.testsupport.dynamodb.TableSpec;
import io.dynalake.testsupport.export.Value;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.ExportFormat;
import software.amazon.awssdk.services.dynamodb.model.ExportType;
import software.amazon.awssdk.services.dynamodb.model.ExportViewType;

/** A table that several histories change, and its exports. */
final class ChangingTable {
  private final ExportedTables service;
  private final String name;
  private final Random random;
  private final String partitionType;
  private final String sortType;
  private final ExportFormat format;
  private final List<ItemHistory> histories = new ArrayList<>();
  private final List<Instant> ends = new ArrayList<>();

  ChangingTable(ExportedTables service, String name, long seed, int histories) {
    this.service = service;
    this.name = name;
    random = new Random(seed);
    partitionType = List.of("S", "S", "N", "B").get(random.nextInt(4));
    sortType = List.of("", "", "S", "N").get(random.nextInt(4));
    format = random.nextInt(3) == 0 ? ExportFormat.ION : ExportFormat.DYNAMODB_JSON;
    for (int i = 0; i < histories; i++) {
      int number = i;
      this.histories.add(new ItemHistory(random.nextLong(), slot -> key(number, slot)));
    }
    TableSpec spec = TableSpec.of(name, new TableSpec.Key("pk", partitionType));
    service
        .tables()
        .create(sortType.isEmpty() ? spec : spec.sortedBy(new TableSpec.Key("sk", sortType)));
    service
        .client()
        .updateContinuousBackups(
            request ->
                request
                    .tableName(name)
                    .pointInTimeRecoverySpecification(r -> r.pointInTimeRecoveryEnabled(true)));
  }

  /** No two histories have a key in common. */
  private Map<String, Value> key(int history, int slot) {
    int partition = sortType.isEmpty() ? slot : slot / 3;
    Map<String, Value> key = new LinkedHashMap<>();
    key.put(
        "pk",
        switch (partitionType) {
          case "S" -> new Value.Text("é" + history + "#" + partition);
          case "N" -> Value.Decimal.of(history + "." + (1 + partition));
          default -> Value.Binary.of(new byte[] {-1, (byte) history, (byte) partition});
        });
    if (!sortType.isEmpty()) {
      int sorted = slot % 3;
      key.put(
          "sk",
          sortType.equals("S") ? new Value.Text("s" + sorted) : Value.Decimal.of(sorted + ""));
    }
    return key;
  }

  List<String> keyNames() {
    return sortType.isEmpty() ? List.of("pk") : List.of("pk", "sk");
  }

  /** Whether the lines of its exports are JSON, and not Ion. */
  boolean writesJson() {
    return format == ExportFormat.DYNAMODB_JSON;
  }

  /** All that happened so far, as the export that a dataset begins with. */
  Path full() {
    if (random.nextInt(4) > 0) {
      change(false);
      change(false);
      // What is of type v=string in all that is to come is to be there.
      Map<String, Value> item = key(0, 0);
      item.put("v", new Value.Text("text"));
      write(new ItemHistory.Put(item));
    }
    ends.add(service.pass(Duration.ofMinutes(1)));
    return service.export(
        name, request -> request.exportFormat(format).exportTime(ends.get(ends.size() - 1)));
  }

  /** What happens next. */
  Path window() {
    service.pass(Duration.ofMinutes(10));
    int kind = random.nextInt(6);
    if (kind > 0) {
      change(kind == 1);
    }
    Instant from = ends.get(ends.size() - 1);
    ends.add(service.pass(Duration.ofMinutes(10)));
    return changes(from);
  }

  /** What happened since before the last window, at once. */
  Path wideWindow() {
    return changes(ends.get(random.nextInt(ends.size() - 1)));
  }

  private Path changes(Instant from) {
    ExportViewType view =
        random.nextInt(3) > 0 ? ExportViewType.NEW_AND_OLD_IMAGES : ExportViewType.NEW_IMAGE;
    return service.export(
        name,
        request ->
            request
                .exportFormat(format)
                .exportType(ExportType.INCREMENTAL_EXPORT)
                .incrementalExportSpecification(
                    window ->
                        window
                            .exportFromTime(from)
                            .exportToTime(ends.get(ends.size() - 1))
                            .exportViewType(view)));
  }

  private void change(boolean onlyDeletions) {
    List<ItemHistory.Write> writes = new ArrayList<>();
    histories.forEach(history -> writes.addAll(history.next(onlyDeletions)));
    writes.forEach(this::write);
  }

  private void write(ItemHistory.Write write) {
    DynamoDbClient client = service.client();
    if (write instanceof ItemHistory.Put put) {
      service.tables().put(name, new Value.MapOf(put.item()));
    } else if (write instanceof ItemHistory.Delete delete) {
      client.deleteItem(
          r -> r.tableName(name).key(AttributeValues.of(new Value.MapOf(delete.key()))));
    } else if (write instanceof ItemHistory.Update update) {
      client.updateItem(
          r ->
              r.tableName(name)
                  .key(AttributeValues.of(new Value.MapOf(update.key())))
                  .updateExpression("SET #set = :to REMOVE #removed")
                  .expressionAttributeNames(
                      Map.of("#set", update.set(), "#removed", update.removed()))
                  .expressionAttributeValues(Map.of(":to", AttributeValues.of(update.to()))));
    }
  }

  /** The items that a scan finds, by their keys. */
  Map<String, String> scan() {
    Map<String, String> items = new TreeMap<>();
    for (Value.MapOf item : service.tables().items(name)) {
      Map<String, Value> key = new LinkedHashMap<>(item.attributes());
      key.keySet().retainAll(keyNames());
      items.put(PlainText.of(new Value.MapOf(key)), PlainText.of(item));
    }
    return items;
  }
}
