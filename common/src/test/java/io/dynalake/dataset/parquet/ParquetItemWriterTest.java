package io.dynalake.dataset.parquet;

import static io.dynalake.batch.Items.field;
import static io.dynalake.batch.Items.schema;
import static io.dynalake.batch.Items.struct;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dynalake.batch.ItemBatch;
import io.dynalake.batch.Items;
import io.dynalake.item.AttributeType;
import io.dynalake.schema.ColumnType;
import io.dynalake.schema.Field;
import io.dynalake.schema.ItemSchema;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileAlreadyExistsException;
import org.apache.parquet.column.Encoding;
import org.apache.parquet.column.statistics.BinaryStatistics;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.metadata.BlockMetaData;
import org.apache.parquet.hadoop.metadata.ColumnChunkMetaData;
import org.apache.parquet.hadoop.metadata.ParquetMetadata;
import org.apache.parquet.hadoop.util.HadoopInputFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ParquetItemWriterTest {
  private static final ColumnType TEXT = new ColumnType.Text();
  private static final ColumnType INT64 = new ColumnType.Int64();

  @TempDir
  @SuppressWarnings("NullAway.Init")
  Path folder;

  @Test
  void writesTypesThatSparkAndDuckDbKnow() throws Exception {
    ItemSchema schema =
        schema(
            field("b", new ColumnType.Binary()),
            field("bool", new ColumnType.Bool()),
            field("d", new ColumnType.Decimal(18, 4)),
            field("day", new ColumnType.Date()),
            field("dd", new ColumnType.Decimal(38, 2)),
            field("f", new ColumnType.Float64()),
            field("l", new ColumnType.ListOf(INT64, AttributeType.L)),
            field("m", new ColumnType.MapOf(INT64)),
            field("n", INT64),
            field("s", TEXT),
            field("st", struct(field("x", TEXT))),
            field("t", new ColumnType.Timestamp()));
    Path file =
        write(
            schema,
            ParquetSettings.defaults(),
            List.of(
                """
                "b":{"B":"AP8="},"bool":{"BOOL":true},"d":{"N":"-99999999999999.9999"},
                "day":{"S":"1500-02-28"},"dd":{"N":"-999999999999999999999999999999999999.99"},
                "f":{"N":"-0.1"},"l":{"L":[{"N":"1"},{"NULL":true}]},
                "m":{"M":{"k":{"N":"-9223372036854775808"}}},"n":{"N":"9007199254740993"},
                "s":{"S":"東京 😀"},"st":{"M":{}},"t":{"S":"1899-12-31T23:59:59.999999Z"}
                """
                    .replace("\n", ""),
                "\"st\":{\"NULL\":true}"));

    assertThat(
            duckDb(
                "select hex(b), bool, d, day, dd, f, l, m, n, s, st, t, typeof(d), typeof(dd),"
                    + " typeof(t), typeof(l), typeof(m) from '"
                    + file
                    + "'"))
        .containsExactly(
            "00FF|true|-99999999999999.9999|1500-02-28|-999999999999999999999999999999999999.99"
                + "|-0.1|[1, NULL]|{k=-9223372036854775808}|9007199254740993|東京 😀"
                + "|{'x': NULL}|1899-12-31T23:59:59.999999Z|DECIMAL(18,4)|DECIMAL(38,2)"
                + "|TIMESTAMP WITH TIME ZONE|BIGINT[]|MAP(VARCHAR, BIGINT)",
            "null|null|null|null|null|null|null|null|null|null|null|null|DECIMAL(18,4)"
                + "|DECIMAL(38,2)|TIMESTAMP WITH TIME ZONE|BIGINT[]|MAP(VARCHAR, BIGINT)");
    assertThat(SparkRows.session().read().parquet(file.toString()).schema().toDDL())
        .isEqualTo(
            "b BINARY,bool BOOLEAN,d DECIMAL(18,4),day DATE,dd DECIMAL(38,2),f DOUBLE,"
                + "l ARRAY<BIGINT>,m MAP<STRING, BIGINT>,n BIGINT,s STRING,"
                + "st STRUCT<x: STRING>,t TIMESTAMP");
    assertThat(
            SparkRows.session()
                .read()
                .parquet(file.toString())
                .selectExpr("concat_ws('|', hex(b), bool, d, day, dd, f, n, s, t, to_json(st))")
                .collectAsList()
                .stream()
                .map(row -> row.getString(0)))
        .containsExactly(
            "00FF|true|-99999999999999.9999|1500-02-28|-999999999999999999999999999999999999.99"
                + "|-0.1|9007199254740993|東京 😀|1899-12-31 23:59:59.999999|{}",
            "");
  }

  @Test
  void keepsNullsApartAtEveryLevel() throws Exception {
    ItemSchema schema =
        schema(
            field(
                "l",
                new ColumnType.ListOf(
                    new ColumnType.ListOf(struct(field("x", INT64)), AttributeType.L),
                    AttributeType.L)),
            field("m", new ColumnType.MapOf(new ColumnType.ListOf(TEXT, AttributeType.L))),
            field("s", struct(field("t", struct(field("x", INT64), field("y", INT64))))));
    List<String> items =
        List.of(
            "",
            "\"l\":{\"L\":[]},\"m\":{\"M\":{}},\"s\":{\"M\":{}}",
            "\"l\":{\"L\":[{\"NULL\":true}]},\"m\":{\"M\":{\"k\":{\"NULL\":true}}},"
                + "\"s\":{\"M\":{\"t\":{\"M\":{}}}}",
            "\"l\":{\"L\":[{\"L\":[]},{\"L\":[{\"NULL\":true},{\"M\":{}}]}]},"
                + "\"m\":{\"M\":{\"k\":{\"L\":[]},\"l\":{\"L\":[{\"NULL\":true}]}}},"
                + "\"s\":{\"M\":{\"t\":{\"M\":{\"y\":{\"N\":\"1\"}}}}}",
            "\"l\":{\"L\":[{\"L\":[{\"M\":{\"x\":{\"N\":\"1\"}}},{\"M\":{\"x\":{\"N\":\"2\"}}}]},"
                + "{\"NULL\":true},{\"L\":[{\"M\":{\"x\":{\"N\":\"3\"}}}]}]}",
            "\"l\":{\"NULL\":true}");
    Path file = write(schema, ParquetSettings.defaults(), items);

    String[] expected = {
      "null|null|null",
      "[]|{}|{'t': NULL}",
      "[NULL]|{k=NULL}|{'t': {'x': NULL, 'y': NULL}}",
      "[[], [NULL, {'x': NULL}]]|{k=[], l=[NULL]}|{'t': {'x': NULL, 'y': 1}}",
      "[[{'x': 1}, {'x': 2}], NULL, [{'x': 3}]]|null|null",
      "null|null|null"
    };
    assertThat(duckDb("select * from '" + file + "'")).containsExactly(expected);
    assertThat(SparkRows.read(file, schema))
        .containsExactly(
            Arrays.asList(null, null, null),
            List.of(List.of(), Map.of(), Arrays.asList((Object) null)),
            List.of(
                Arrays.asList((Object) null),
                Collections.singletonMap("k", null),
                List.of(Arrays.asList(null, null))),
            List.of(
                List.of(List.of(), Arrays.asList(null, Arrays.asList((Object) null))),
                Map.of("k", List.of(), "l", Arrays.asList((Object) null)),
                List.of(Arrays.asList(null, 1L))),
            Arrays.asList(
                Arrays.asList(List.of(List.of(1L), List.of(2L)), null, List.of(List.of(3L))),
                null,
                null),
            Arrays.asList(null, null, null));
  }

  @Test
  void leavesTheDictionaryWhereMostValuesDiffer() throws Exception {
    ItemSchema schema =
        schema(
            field("constant", INT64),
            field("id", TEXT),
            field("late", TEXT),
            field("never", TEXT),
            field("status", TEXT));
    List<String> items = new ArrayList<>();
    for (int i = 0; i < 30_000; i++) {
      items.add(
          "\"constant\":{\"N\":\"7\"},\"id\":{\"S\":\"id-"
              + i
              + "\"},\"status\":{\"S\":\"S"
              + i % 5
              + "\"},\"late\":{\"S\":\""
              + (i < 15_000 ? i % 3 : i)
              + "\"}");
    }
    Path file = write(schema, ParquetSettings.defaults().withPageBytes(2000), items);

    ParquetMetadata footer = footer(file);
    assertThat(footer.getBlocks()).hasSize(1);
    BlockMetaData group = footer.getBlocks().get(0);
    assertThat(dataEncodings(group, 0)).containsExactly(Encoding.RLE_DICTIONARY);
    assertThat(dataEncodings(group, 1)).containsExactly(Encoding.PLAIN);
    assertThat(dataEncodings(group, 2))
        .containsExactlyInAnyOrder(Encoding.RLE_DICTIONARY, Encoding.PLAIN);
    assertThat(dataEncodings(group, 3)).containsExactly(Encoding.PLAIN);
    assertThat(dataEncodings(group, 4)).containsExactly(Encoding.RLE_DICTIONARY);
    assertThat(pages(file, 1)).isGreaterThan(50);

    List<String> expected =
        IntStream.range(0, 30_000)
            .mapToObj(i -> "7|id-" + i + "|" + (i < 15_000 ? i % 3 : i) + "|null|S" + i % 5)
            .toList();
    assertThat(duckDb("select * from '" + file + "'")).isEqualTo(expected);
    assertThat(
            SparkRows.read(file, schema).stream()
                .map(row -> row.stream().map(String::valueOf).collect(Collectors.joining("|"))))
        .isEqualTo(expected);
  }

  @Test
  void boundsEveryRowGroupAndPageWithItsExtremes() throws Exception {
    ItemSchema schema =
        schema(
            field("big", new ColumnType.Decimal(30, 0)),
            field("bool", new ColumnType.Bool()),
            field("d", new ColumnType.Decimal(10, 1)),
            field("f", new ColumnType.Float64()),
            field("s", TEXT),
            field("t", new ColumnType.Date()));
    List<String> items =
        List.of(
            item("1", "false", "0.5", "-0.5", "zz", "2024-01-02"),
            item("-18446744073709551616", "false", "-1", "7", "é", "1960-01-01"),
            item("18446744073709551615", "false", "12", "-3e10", "", "2024-01-01"),
            "",
            item("-18446744073709551617", "false", "3", "1", "z", "2024-01-01"));
    ParquetMetadata footer = footer(write(schema, ParquetSettings.defaults(), items));

    BlockMetaData group = footer.getBlocks().get(0);
    assertThat(range(group, 0)).isEqualTo("-18446744073709551617..18446744073709551615 1");
    assertThat(range(group, 1)).isEqualTo("false..false 1");
    assertThat(range(group, 2)).isEqualTo("-1.0..12.0 1");
    assertThat(range(group, 3)).isEqualTo("-3.0E10..7.0 1");
    // Bytes are unsigned: é begins with C3, above z.
    assertThat(range(group, 4)).isEqualTo("..é 1");
    assertThat(range(group, 5)).isEqualTo("1960-01-01..2024-01-02 1");
  }

  @Test
  void cutsLongBoundsOfText() throws Exception {
    String text = "é".repeat(3000);
    ParquetMetadata footer =
        footer(
            write(
                schema(field("s", TEXT)),
                ParquetSettings.defaults(),
                List.of("\"s\":{\"S\":\"" + text + "\"}")));

    BinaryStatistics statistics =
        (BinaryStatistics) footer.getBlocks().get(0).getColumns().get(0).getStatistics();
    String min = statistics.genericGetMin().toStringUsingUTF8();
    String max = statistics.genericGetMax().toStringUsingUTF8();
    assertThat(min).isEqualTo("é".repeat(32));
    assertThat(max).isGreaterThan(text).hasSize(32);
  }

  @Test
  void prunesRowGroupsByTheirBounds() throws Exception {
    List<String> items = new ArrayList<>();
    for (int i = 0; i < 3000; i++) {
      items.add("\"n\":{\"N\":\"" + i + "\"},\"s\":{\"S\":\"" + "x".repeat(50) + i + "\"}");
    }
    Path file =
        write(
            schema(field("n", INT64), field("s", TEXT)),
            ParquetSettings.defaults().withRowGroupBytes(20_000),
            items);

    assertThat(footer(file).getBlocks()).hasSizeGreaterThan(3);
    assertThat(duckDb("select s from '" + file + "' where n = 1234"))
        .containsExactly("x".repeat(50) + 1234);
    assertThat(
            SparkRows.session()
                .read()
                .parquet(file.toString())
                .where("n between 2000 and 2004")
                .select("n")
                .collectAsList())
        .extracting(row -> row.getLong(0))
        .containsExactly(2000L, 2001L, 2002L, 2003L, 2004L);
  }

  @Test
  void writesWideSparseItems() throws Exception {
    Field[] fields = new Field[400];
    for (int i = 0; i < fields.length; i++) {
      String name = String.format("c%03d", i);
      fields[i] =
          field(
              name,
              i % 3 == 0
                  ? TEXT
                  : i % 3 == 1 ? INT64 : new ColumnType.ListOf(INT64, AttributeType.L));
    }
    List<String> items = new ArrayList<>();
    for (int i = 0; i < 2000; i++) {
      int c = i * 7 % 300 / 3 * 3;
      items.add(
          String.format(
              "\"c%03d\":{\"S\":\"v%d\"},\"c%03d\":{\"N\":\"%d\"},\"c%03d\":{\"L\":[{\"N\":\"%d\"}]}",
              c, i, c + 1, i, c + 2, i));
    }
    Path file = write(schema(fields), ParquetSettings.defaults(), items);

    assertThat(
            duckDb(
                "select count(*), count(c399), count(c000), sum(c001), min(c000),"
                    + " sum(list_sum(c002)) from '"
                    + file
                    + "'"))
        .containsExactly("2000|0|21|" + sumOfFirst() + "|v0|" + sumOfFirst());
    assertThat(
            SparkRows.session()
                .read()
                .parquet(file.toString())
                .selectExpr("sum(c001)", "count(c399)", "sum(c298)")
                .collectAsList())
        .hasSize(1)
        .first()
        .satisfies(row -> assertThat(row.getLong(0)).isEqualTo(sumOfFirst()));
    // An absent column takes a few bytes per row group, not per item.
    assertThat(footer(file).getBlocks().get(0).getColumns().get(399).getTotalSize())
        .isLessThan(100);
  }

  private static long sumOfFirst() {
    return IntStream.range(0, 2000).filter(i -> i * 7 % 300 / 3 == 0).asLongStream().sum();
  }

  @Test
  void keepsOddNames() throws Exception {
    String[] names = {
      "a.b", "a`b", "a,b", "a\nb", "😀", " ", "a\"b", "a'b", "a;b{c}(d)=", "x".repeat(60_000), "a"
    };
    Field[] fields = new Field[names.length];
    Field[] inner = new Field[names.length];
    for (int i = 0; i < names.length; i++) {
      inner[i] = field(names[i], TEXT);
    }
    for (int i = 0; i < names.length; i++) {
      fields[i] = field(names[i], names[i].equals("a") ? struct(inner) : INT64);
    }
    StringBuilder item = new StringBuilder("\"a\":{\"M\":{");
    for (int i = 0; i < names.length; i++) {
      item.append(i == 0 ? "" : ",").append(json(names[i])).append(":{\"S\":\"in" + i + "\"}");
    }
    item.append("}}");
    for (int i = 0; i < names.length - 1; i++) {
      item.append(",").append(json(names[i])).append(":{\"N\":\"" + i + "\"}");
    }
    ItemSchema schema = schema(fields);
    Path file = write(schema, ParquetSettings.defaults(), List.of(item.toString()));

    List<Object> row = new ArrayList<>();
    List<Object> nested = new ArrayList<>();
    for (int i = 0; i < names.length; i++) {
      row.add((long) i);
      nested.add("in" + i);
    }
    row.set(names.length - 1, nested);
    assertThat(SparkRows.read(file, schema)).containsExactly(row);
    assertThat(SparkRows.session().read().parquet(file.toString()).columns())
        .containsExactly(names);
    assertThat(
            duckDb(
                "select \"a.b\", \"a`b\", \"a,b\", \"a\nb\", \"😀\", a.\"a.b\", a.a from '"
                    + file
                    + "'"))
        .containsExactly("0|1|2|3|4|in0|in10");
    SparkRows.session().read().parquet(file.toString()).createOrReplaceTempView("odd");
    assertThat(
            SparkRows.session()
                .sql("select `a.b`, `a``b`, a.`a,b` from odd where `a.b` = 0")
                .collectAsList())
        .extracting(Object::toString)
        .containsExactly("[0,1,in2]");
  }

  private static String json(String name) {
    return "\"" + name.replace("\n", "\\n").replace("\"", "\\\"") + "\"";
  }

  @ParameterizedTest
  @EnumSource(Compression.class)
  void compressesWithEveryCodec(Compression compression) throws Exception {
    List<String> items = new ArrayList<>();
    for (int i = 0; i < 5000; i++) {
      items.add("\"s\":{\"S\":\"value number " + i + "\"}");
    }
    Path file =
        write(
            schema(field("s", TEXT)),
            ParquetSettings.defaults().withCompression(compression),
            items);

    assertThat(footer(file).getBlocks().get(0).getColumns().get(0).getCodec())
        .isEqualTo(compression.codec());
    assertThat(Files.size(file)).isLessThan(compression == Compression.NONE ? 120_000 : 60_000);
    assertThat(duckDb("select count(distinct s), max(s) from '" + file + "'"))
        .containsExactly("5000|value number 999");
    assertThat(SparkRows.read(file, schema(field("s", TEXT))).get(4999))
        .containsExactly("value number 4999");
  }

  @Test
  void estimatesTheSizeOfTheFile() throws Exception {
    ItemSchema schema = schema(field("s", TEXT));
    try (ParquetItemWriter writer =
        open(folder.resolve("f.parquet"), schema, ParquetSettings.defaults())) {
      ItemBatch batch = new ItemBatch(schema);
      Random random = new Random(1);
      for (int i = 0; i < 100_000; i++) {
        Items.into(batch).add("\"s\":{\"S\":\"" + Long.toHexString(random.nextLong()) + "\"}");
        if (batch.rows() == 1000) {
          writer.write(batch);
          batch.clear();
        }
      }
      long estimated = writer.estimatedBytes();
      long written = writer.finish().bytes();
      assertThat(estimated).isBetween(written * 3 / 4, written * 5 / 4);
    }
  }

  @Test
  void writesMetadataIntoTheFooter() throws Exception {
    Path file =
        write(
            schema(field("s", TEXT)),
            ParquetSettings.defaults().withMetadata("dynalake.version", "1.2.3"),
            List.of());

    assertThat(footer(file).getFileMetaData().getKeyValueMetaData())
        .containsEntry("dynalake.version", "1.2.3");
    assertThat(duckDb("select count(*) from '" + file + "'")).containsExactly("0");
  }

  @Test
  void leavesBrokenFileWhenClosedBeforeTheEnd() throws Exception {
    ItemSchema schema = schema(field("s", TEXT));
    Path file = folder.resolve("broken.parquet");
    ParquetItemWriter writer = open(file, schema, ParquetSettings.defaults());
    writer.close();
    writer.close();

    assertThatThrownBy(() -> footer(file)).hasMessageContaining("is not a Parquet file");
  }

  @Test
  void refusesFileThatExists() throws Exception {
    Path file = Files.createFile(folder.resolve("there.parquet"));

    assertThatThrownBy(() -> open(file, schema(field("s", TEXT)), ParquetSettings.defaults()))
        .isInstanceOf(FileAlreadyExistsException.class)
        .hasMessageContaining("there.parquet");
    assertThat(file).isEmptyFile();
  }

  private static String item(
      String big, String bool, String decimal, String number, String text, String date) {
    return String.format(
        "\"big\":{\"N\":\"%s\"},\"bool\":{\"BOOL\":%s},\"d\":{\"N\":\"%s\"},\"f\":{\"N\":\"%s\"},"
            + "\"s\":{\"S\":\"%s\"},\"t\":{\"S\":\"%s\"}",
        big, bool, decimal, number, text, date);
  }

  private ParquetItemWriter open(Path file, ItemSchema schema, ParquetSettings settings)
      throws IOException {
    return new ParquetItemWriter(
        new org.apache.hadoop.fs.Path(file.toUri()), new Configuration(), schema, settings);
  }

  /** Writes the items in batches of a hundred. */
  private Path write(ItemSchema schema, ParquetSettings settings, List<String> items)
      throws IOException {
    Path file = folder.resolve("items.parquet");
    try (ParquetItemWriter writer = open(file, schema, settings)) {
      ItemBatch batch = new ItemBatch(schema);
      for (String item : items) {
        Items.into(batch).add(item);
        if (batch.rows() == 100) {
          writer.write(batch);
          batch.clear();
        }
      }
      writer.write(batch);
      assertThat(writer.finish()).isEqualTo(new FileResult(items.size(), Files.size(file)));
    }
    return file;
  }

  private static ParquetMetadata footer(Path file) throws IOException {
    try (ParquetFileReader reader = reader(file)) {
      return reader.getFooter();
    }
  }

  private static ParquetFileReader reader(Path file) throws IOException {
    return ParquetFileReader.open(
        HadoopInputFile.fromPath(new org.apache.hadoop.fs.Path(file.toUri()), new Configuration()));
  }

  private static int pages(Path file, int column) throws IOException {
    try (ParquetFileReader reader = reader(file)) {
      ColumnChunkMetaData chunk = reader.getFooter().getBlocks().get(0).getColumns().get(column);
      return reader.readOffsetIndex(chunk).getPageCount();
    }
  }

  private static Set<Encoding> dataEncodings(BlockMetaData group, int column) {
    return group.getColumns().get(column).getEncodingStats().getDataEncodings();
  }

  /** Minimum, maximum and nulls, as parquet-java prints them. */
  private static String range(BlockMetaData group, int column) {
    var statistics = group.getColumns().get(column).getStatistics();
    return statistics.minAsString()
        + ".."
        + statistics.maxAsString()
        + " "
        + statistics.getNumNulls();
  }

  private static List<String> duckDb(String query) throws SQLException {
    try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = connection.createStatement()) {
      statement.execute("set TimeZone = 'UTC'");
      List<String> rows = new ArrayList<>();
      try (ResultSet result = statement.executeQuery(query)) {
        int columns = result.getMetaData().getColumnCount();
        while (result.next()) {
          List<String> row = new ArrayList<>();
          for (int i = 1; i <= columns; i++) {
            row.add(String.valueOf(result.getString(i)));
          }
          rows.add(String.join("|", row));
        }
      }
      return rows;
    }
  }
}
