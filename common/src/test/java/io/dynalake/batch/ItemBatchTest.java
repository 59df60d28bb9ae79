package io.dynalake.batch;

import static io.dynalake.batch.Items.field;
import static io.dynalake.batch.Items.schema;
import static io.dynalake.batch.Items.struct;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dynalake.item.AttributeType;
import io.dynalake.schema.ColumnType;
import io.dynalake.schema.Field;
import io.dynalake.schema.ItemSchema;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ItemBatchTest {
  private static final ColumnType TEXT = new ColumnType.Text();
  private static final ColumnType INT64 = new ColumnType.Int64();

  @Test
  void takesEveryTypeIntoItsColumn() {
    ItemBatch batch =
        new ItemBatch(
            schema(
                field("b", new ColumnType.Binary()),
                field("bool", new ColumnType.Bool()),
                field("bs", new ColumnType.ListOf(new ColumnType.Binary(), AttributeType.BS)),
                field("d", new ColumnType.Decimal(18, 4)),
                field("dd", new ColumnType.Decimal(38, 2)),
                field("f", new ColumnType.Float64()),
                field("l", new ColumnType.ListOf(INT64, AttributeType.L)),
                field("m", struct(field("x", TEXT))),
                field("n", INT64),
                field("ns", new ColumnType.ListOf(INT64, AttributeType.NS)),
                field("s", TEXT),
                field("ss", new ColumnType.ListOf(TEXT, AttributeType.SS))));
    Items.into(batch)
        .add(
            """
            "s":{"S":"é\\u0000"},"n":{"N":"9007199254740993"},"d":{"N":"-0.5"},
            "dd":{"N":"-123456789012345678901234567890.12"},"f":{"N":"0.1"},"bool":{"BOOL":true},
            "b":{"B":"AP8="},"m":{"M":{"x":{"S":"y"}}},
            "l":{"L":[{"N":"1"},{"NULL":true},{"N":"-2"}]},"ss":{"SS":["b","a"]},
            "ns":{"NS":["3","1"]},"bs":{"BS":["AA==",""]}
            """
                .replace("\n", ""));

    assertThat(BatchRows.of(batch))
        .containsExactly(
            List.of(
                "AP8=",
                true,
                List.of("AA==", ""),
                -5000L,
                new BigInteger("-12345678901234567890123456789012"),
                0.1,
                Arrays.asList(1L, null, -2L),
                List.of("y"),
                9007199254740993L,
                List.of(3L, 1L),
                "é\0",
                List.of("b", "a")));
  }

  @Test
  void storesNothingForAttributesThatItemsDoNotHave() {
    ItemBatch batch = new ItemBatch(schema(field("a", TEXT), field("rare", TEXT)));
    for (int i = 0; i < 1000; i++) {
      Items.into(batch).add("\"a\":{\"S\":\"x\"}");
    }

    assertThat(batch.root().child(1).length()).isZero();
    assertThat(batch.root().child(1).isNull(999)).isTrue();

    Items.into(batch).add("\"rare\":{\"S\":\"y\"}", "\"a\":{\"S\":\"z\"}");
    assertThat(batch.root().child(1).length()).isEqualTo(1001);
    assertThat(batch.root().child(1).nonNulls()).isEqualTo(1);
    assertThat(BatchRows.of(batch).get(1000)).isEqualTo(Arrays.asList(null, "y"));
    assertThat(BatchRows.of(batch).get(1001)).isEqualTo(Arrays.asList("z", null));
  }

  @Test
  void tellsNullListsFromEmptyOnesAndNullStructsFromStructsOfNulls() {
    ItemBatch batch =
        new ItemBatch(
            schema(
                field("l", new ColumnType.ListOf(TEXT, AttributeType.L)),
                field("m", new ColumnType.MapOf(TEXT)),
                field("s", struct(field("x", TEXT)))));
    Items.into(batch)
        .add(
            "\"l\":{\"L\":[]},\"m\":{\"M\":{}},\"s\":{\"M\":{}}",
            "",
            "\"l\":{\"NULL\":true},\"m\":{\"NULL\":true},\"s\":{\"NULL\":true}",
            "\"l\":{\"L\":[{\"NULL\":true}]},\"m\":{\"M\":{\"k\":{\"NULL\":true}}},"
                + "\"s\":{\"M\":{\"x\":{\"NULL\":true}}}");

    List<Object> nulls = Arrays.asList(null, null, null);
    List<Object> listOfNull = Arrays.asList((Object) null);
    Map<String, Object> mapOfNull = Collections.singletonMap("k", null);
    assertThat(BatchRows.of(batch))
        .containsExactly(
            List.of(List.of(), Map.of(), listOfNull),
            nulls,
            nulls,
            List.of(listOfNull, mapOfNull, listOfNull));
  }

  @Test
  void findsAttributesByNameInAnyOrder() {
    ItemBatch batch =
        new ItemBatch(
            schema(
                new Field("order_id", "Order ID", TEXT, Set.of()),
                new Field("order_id_2", "order id", TEXT, Set.of()),
                new Field("e", "e", TEXT, Set.of())));
    Items.into(batch)
        .add(
            "\"Order ID\":{\"S\":\"1\"},\"order id\":{\"S\":\"2\"},\"e\":{\"S\":\"3\"}",
            "\"e\":{\"S\":\"4\"},\"order ID\":{\"S\":\"?\"},\"Order ID\":{\"S\":\"5\"}",
            "\"order id\":{\"S\":\"6\"},\"Order ID\":{\"S\":\"7\"}");

    assertThat(BatchRows.of(batch))
        .containsExactly(
            List.of("1", "2", "3"), Arrays.asList("5", null, "4"), Arrays.asList("7", "6", null));
  }

  @Test
  void rendersEveryTypeAsText() {
    ItemBatch batch =
        new ItemBatch(schema(field("t", new ColumnType.ListOf(TEXT, AttributeType.L))));
    Items.into(batch)
        .add(
            "\"t\":{\"L\":[{\"S\":\"1.0\"},{\"N\":\"1.0\"},{\"N\":\"1e3\"},{\"BOOL\":false},"
                + "{\"B\":\"AP8=\"},{\"NS\":[\"2.50\"]},{\"BS\":[\"AA==\"]},"
                + "{\"L\":[{\"S\":\"q\\\"\"},{\"NULL\":true}]},{\"M\":{\"k\":{\"L\":[]}}}]}");

    assertThat(BatchRows.of(batch))
        .containsExactly(
            List.of(
                List.of(
                    "1.0",
                    "1",
                    "1000",
                    "false",
                    "AP8=",
                    "[2.5]",
                    "[\"AA==\"]",
                    "[\"q\\\"\",null]",
                    "{\"k\":[]}")));
  }

  @Test
  void keepsMapEntriesInTheOrderOfTheText() {
    ItemBatch batch = new ItemBatch(schema(field("m", new ColumnType.MapOf(INT64))));
    Items.into(batch)
        .add("\"m\":{\"M\":{\"z\":{\"N\":\"1\"},\"a\":{\"N\":\"2\"},\"é\":{\"N\":\"3\"}}}");

    MapVector map = (MapVector) batch.root().child(0);
    assertThat(new String(map.keys().value(0), StandardCharsets.UTF_8)).isEqualTo("z");
    assertThat(BatchRows.of(batch)).containsExactly(List.of(Map.of("z", 1L, "a", 2L, "é", 3L)));
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '\'',
      delimiter = '|',
      value = {
        "'\"n\":{\"S\":\"1\"}'                | column n: a value of type S does not fit bigint",
        "'\"n\":{\"N\":\"9223372036854775808\"}'"
            + " | 'column n: a number of 19 digits, 0 of them behind the point, does not fit bigint'",
        "'\"n\":{\"N\":\"1.5\"}'"
            + " | 'column n: a number of 2 digits, 1 of them behind the point, does not fit bigint'",
        "'\"d\":{\"N\":\"1.234\"}'"
            + " | 'column d: a number of 4 digits, 3 of them behind the point, does not fit decimal(5,2)'",
        "'\"d\":{\"N\":\"1234\"}'"
            + " | 'column d: a number of 4 digits, 0 of them behind the point, does not fit decimal(5,2)'",
        "'\"D\":{\"N\":\"0.00001\"}'"
            + " | 'column D: a number of 5 digits, 5 of them behind the point, does not fit decimal(38,4)'",
        "'\"l\":{\"L\":[{\"M\":{\"x\":{\"BOOL\":true}}}]}'"
            + " | column l[].x: a value of type BOOL does not fit double",
        "'\"l\":{\"M\":{}}'                   | column l: a value of type M does not fit array",
        "'\"m\":{\"M\":{\"k\":{\"L\":[]}}}'   | column m{}: a value of type L does not fit boolean",
        "'\"m\":{\"SS\":[\"a\"]}'             | column m: a value of type SS does not fit map",
        "'\"t\":{\"S\":\"2024-13-01\"}'"
            + " | column t: text that is no point in time does not fit timestamp",
        "'\"day\":{\"S\":\"soon\"}'           | column day: text that is no date does not fit date",
        "'\"n\":{\"N\":\"1\"},\"n\":{\"N\":\"1\"}'       | attribute 'n' comes twice",
        "'\"n\":{\"NULL\":true},\"n\":{\"N\":\"1\"}'     | attribute 'n' comes twice",
        "'\"l\":{\"L\":[{\"M\":{\"x\":{\"N\":\"1\"},\"x\":{\"N\":\"1\"}}}]}'"
            + " | attribute 'x' comes twice",
        "'\"m\":{\"M\":{\"k\":{\"NULL\":true},\"k\":{\"BOOL\":true}}}' | attribute 'k' comes twice",
      })
  void refusesWhatDoesNotFit(String attributes, String reason) {
    ItemBatch batch =
        new ItemBatch(
            schema(
                field("D", new ColumnType.Decimal(38, 4)),
                field("d", new ColumnType.Decimal(5, 2)),
                field("day", new ColumnType.Date()),
                field(
                    "l",
                    new ColumnType.ListOf(
                        struct(field("x", new ColumnType.Float64())), AttributeType.L)),
                field("m", new ColumnType.MapOf(new ColumnType.Bool())),
                field("n", INT64),
                field("t", new ColumnType.Timestamp())));
    Items items = Items.into(batch);
    String good =
        "\"n\":{\"N\":\"7\"},\"l\":{\"L\":[{\"M\":{}}]},\"m\":{\"M\":{\"k\":{\"BOOL\":true}}}";
    items.add(good);

    assertThat(items.addMalformed(attributes)).isEqualTo(reason);

    items.add(good);
    assertThat(batch.rows()).isEqualTo(2);
    assertThat(BatchRows.of(batch).get(1)).isEqualTo(BatchRows.of(batch).get(0));
  }

  @Test
  void takesTheSameNamesInEveryElementAndItem() {
    ItemBatch batch =
        new ItemBatch(
            schema(
                field("l", new ColumnType.ListOf(struct(field("x", INT64)), AttributeType.L)),
                field("m", new ColumnType.ListOf(new ColumnType.MapOf(INT64), AttributeType.L))));
    String element = "{\"M\":{\"x\":{\"N\":\"1\"}}}";
    String item =
        "\"l\":{\"L\":["
            + element
            + ","
            + element
            + "]},\"m\":{\"L\":["
            + element
            + ","
            + element
            + "]}";
    Items.into(batch).add(item, item);

    Map<String, Long> map = Map.of("x", 1L);
    List<Object> row = List.of(List.of(List.of(1L), List.of(1L)), List.of(map, map));
    assertThat(BatchRows.of(batch)).containsExactly(row, row);
  }

  @Test
  void findsDuplicatesAmongManyKeys() {
    ItemBatch batch = new ItemBatch(schema(field("m", new ColumnType.MapOf(INT64))));
    StringBuilder entries = new StringBuilder();
    for (int i = 0; i < 5000; i++) {
      entries.append("\"key").append(i).append("\":{\"N\":\"1\"},");
    }
    Items items = Items.into(batch);
    items.add("\"m\":{\"M\":{" + entries + "\"last\":{\"N\":\"1\"}}}");

    assertThat(items.addMalformed("\"m\":{\"M\":{" + entries + "\"key17\":{\"N\":\"1\"}}}"))
        .isEqualTo("attribute 'key17' comes twice");
    assertThat(((MapVector) batch.root().child(0)).keys().length()).isEqualTo(5001);
  }

  @Test
  void readsTimestampsAndDatesInItsZone() {
    ItemSchema schema =
        schema(field("d", new ColumnType.Date()), field("t", new ColumnType.Timestamp()));
    ItemBatch batch = new ItemBatch(schema, ZoneId.of("Asia/Tokyo"));
    Items.into(batch)
        .add(
            "\"t\":{\"S\":\"1969-12-31T23:59:59.999999\"},\"d\":{\"S\":\"2024-02-29\"}",
            "\"t\":{\"S\":\"1969-12-31T23:59:59.999999Z\"},\"d\":{\"S\":\"2024-02-29T20:00:00Z\"}",
            "\"t\":{\"N\":\"1700000000123\"},\"d\":{\"N\":\"1709243999\"}");

    long nineHours = 9L * 3600 * 1_000_000;
    int day = (int) LocalDate.of(2024, 2, 29).toEpochDay();
    assertThat(BatchRows.of(batch))
        .containsExactly(
            List.of(day, -1 - nineHours),
            List.of(day + 1, -1L),
            List.of(day + 1, 1700000000123000L));
  }

  @Test
  void countsTheBytesOfItsItems() {
    ItemBatch batch = new ItemBatch(schema(field("t", TEXT)));
    Items.into(batch).add("\"t\":{\"S\":\"" + "x".repeat(100_000) + "\"}");

    assertThat(batch.bytes()).isBetween(100_000L, 100_100L);
    batch.clear();
    assertThat(batch.bytes()).isZero();
    assertThat(batch.rows()).isZero();
  }

  @Test
  void givesBackTheMemoryOfOneLargeItem() {
    ItemBatch batch = new ItemBatch(schema(field("t", TEXT)));
    Items items = Items.into(batch);
    items.add("\"t\":{\"S\":\"" + "x".repeat(5_000_000) + "\"}");
    batch.clear();
    items.add("\"t\":{\"S\":\"y\"}");
    batch.clear();

    assertThat(((BytesVector) batch.root().child(0)).data().length)
        .isLessThanOrEqualTo(Vector.KEPT_BYTES);
    items.add("\"t\":{\"S\":\"z\"}");
    assertThat(BatchRows.of(batch)).containsExactly(List.of("z"));
  }

  @Test
  void countsItemsWithoutAnyColumn() {
    ItemBatch batch = new ItemBatch(schema());
    Items.into(batch).add("\"a\":{\"S\":\"x\"}", "");

    assertThat(batch.rows()).isEqualTo(2);
  }

  @Test
  void refusesTwoColumnsForOneAttribute() {
    ItemSchema schema =
        schema(new Field("a", "x", TEXT, Set.of()), new Field("b", "x", TEXT, Set.of()));

    assertThatThrownBy(() -> new ItemBatch(schema))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("two columns for attribute x");
  }
}
