package io.dynalake.it.table;

import static org.assertj.core.api.Assertions.assertThat;

import io.dynalake.error.ErrorCode;
import io.dynalake.it.run.Place;
import io.dynalake.testsupport.dynamodb.TableSpec;
import io.dynalake.testsupport.export.Value;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.CreateGlobalSecondaryIndexAction;
import software.amazon.awssdk.services.dynamodb.model.GlobalSecondaryIndexUpdate;
import software.amazon.awssdk.services.dynamodb.model.IndexStatus;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.ProjectionType;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;

/** Scans of a part of a table: by an index, a filter, a projection; and by strong reads. */
@TestInstance(Lifecycle.PER_CLASS)
class SelectionIT {
  private static final String TABLE = "Selected";
  private static final String INDEX = "by-status";

  private LiveTables live;
  private Place disk;
  private List<Value.MapOf> items;

  @BeforeAll
  void start(@TempDir Path temporary) {
    live = LiveTables.start();
    disk = Place.local(temporary);
    live.tables().create(TableSpec.of(TABLE, TableSpec.Key.text("pk")));
    items = IntStream.range(0, 400).mapToObj(SelectionIT::item).toList();
    live.tables().fill(TABLE, items.stream());
    addIndex();
  }

  /** Every third one has no status and is not in the index. */
  private static Value.MapOf item(int number) {
    Map<String, Value> attributes = new HashMap<>();
    attributes.put("pk", new Value.Text("item " + number));
    attributes.put("size", new Value.Decimal(BigDecimal.valueOf(number)));
    attributes.put("text", new Value.Text("x".repeat(2_000)));
    if (number % 3 != 0) {
      attributes.put("status", new Value.Text(number % 2 == 0 ? "OPEN" : "DONE"));
    }
    return new Value.MapOf(attributes);
  }

  private void addIndex() {
    CreateGlobalSecondaryIndexAction index =
        CreateGlobalSecondaryIndexAction.builder()
            .indexName(INDEX)
            .keySchema(
                KeySchemaElement.builder().attributeName("status").keyType(KeyType.HASH).build())
            .projection(p -> p.projectionType(ProjectionType.INCLUDE).nonKeyAttributes("size"))
            .build();
    AttributeDefinition key =
        AttributeDefinition.builder()
            .attributeName("status")
            .attributeType(ScalarAttributeType.S)
            .build();
    DynamoDbClient client = live.tables().client();
    client.updateTable(
        request ->
            request
                .tableName(TABLE)
                .attributeDefinitions(key)
                .globalSecondaryIndexUpdates(
                    GlobalSecondaryIndexUpdate.builder().create(index).build()));
    while (client
        .describeTable(request -> request.tableName(TABLE))
        .table()
        .globalSecondaryIndexes()
        .stream()
        .anyMatch(each -> each.indexStatus() != IndexStatus.ACTIVE)) {
      Thread.onSpinWait();
    }
  }

  @BeforeEach
  void forget() {
    live.proxy().log().clear();
  }

  @AfterAll
  void stop() {
    live.close();
  }

  @Test
  void scansAnIndexWithTheItemsAndAttributesThatItHas() {
    land("index", "--index-name=" + INDEX);

    assertThat(landed("index"))
        .hasSize(266)
        .isEqualTo(expected(item -> item.containsKey("status"), SelectionIT::withoutText));
  }

  @Test
  void refusesAnIndexThatTheTableDoesNotHaveAndNamesThoseItHas() {
    assertThat(
            live.failure(
                "export",
                TABLE,
                "--via=scan",
                "--landing=" + disk.uri("none"),
                "--index-name=by-state"))
        .hasMessageContaining(
            "index by-state: table " + TABLE + " does not have it; it has " + INDEX)
        .extracting("code")
        .isEqualTo(ErrorCode.INPUT_MISSING);
    assertThat(live.proxy().log().calls("Scan")).isEmpty();
  }

  @Test
  void filtersByNamesAndValuesAndPaysForAll() {
    land("all");
    double all = live.proxy().log().consumedCapacity();
    live.proxy().log().clear();
    land(
        "filtered",
        "--filter-expression=#s = :open AND size(#t) > :n AND #z BETWEEN :from AND :to",
        "--expression-attribute-names={\"#s\":\"status\",\"#t\":\"text\",\"#z\":\"size\"}",
        "--expression-attribute-values={\":open\":{\"S\":\"OPEN\"},\":n\":{\"N\":\"100\"},"
            + "\":from\":{\"N\":\"10\"},\":to\":{\"N\":\"99.5\"}}");

    assertThat(landed("filtered"))
        .hasSize(30)
        .isEqualTo(
            expected(
                item ->
                    new Value.Text("OPEN").equals(item.get("status"))
                        && between(item.get("size"), 10, 99),
                UnaryOperator.identity()));
    assertThat(live.proxy().log().consumedCapacity()).isEqualTo(all);
  }

  private static boolean between(@Nullable Value value, int from, int to) {
    return value instanceof Value.Decimal decimal
        && decimal.number().intValue() >= from
        && decimal.number().intValue() <= to;
  }

  @Test
  void projectsAttributesByTheirNames() {
    land(
        "projected",
        "--projection=pk, #s, #z",
        "--expression-attribute-names={\"#s\":\"status\",\"#z\":\"size\"}");

    assertThat(landed("projected")).isEqualTo(expected(item -> true, SelectionIT::withoutText));
  }

  @Test
  void readsConsistentlyForTwiceTheCapacity() {
    land("eventual", "--total-segments=2");
    double eventual = live.proxy().log().consumedCapacity();
    live.proxy().log().clear();
    land("strong", "--total-segments=2", "--consistent-read");

    assertThat(live.proxy().log().consumedCapacity()).isEqualTo(2 * eventual);
    assertThat(landed("strong")).isEqualTo(landed("eventual")).hasSize(400);
  }

  @Test
  void refusesASelectionForAnExportByDynamoDb() {
    assertThat(
            live.failure(
                "export",
                TABLE,
                "--via=pitr",
                "--landing=" + disk.uri("none"),
                "--projection=pk",
                "--consistent-read"))
        .hasMessageContaining("--projection, --consistent-read")
        .extracting("code")
        .isEqualTo(ErrorCode.USAGE);
    assertThat(live.proxy().log().calls()).isEmpty();
  }

  private void land(String landing, String... more) {
    String[] options = new String[more.length + 2];
    options[0] = "--via=scan";
    options[1] = "--landing=" + disk.uri(landing);
    System.arraycopy(more, 0, options, 2, more.length);
    live.run("export", TABLE, options);
  }

  private List<String> landed(String landing) {
    return Landings.items(disk, Landings.export(disk, landing));
  }

  private List<String> expected(
      Predicate<Map<String, Value>> which, UnaryOperator<Map<String, Value>> shape) {
    return Landings.comparable(
        items.stream()
            .map(Value.MapOf::attributes)
            .filter(which)
            .map(shape)
            .map(Value.MapOf::new)
            .toList());
  }

  private static Map<String, Value> withoutText(Map<String, Value> attributes) {
    Map<String, Value> rest = new HashMap<>(attributes);
    rest.remove("text");
    return rest;
  }
}
