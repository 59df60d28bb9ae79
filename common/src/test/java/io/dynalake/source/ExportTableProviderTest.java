package io.dynalake.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dynalake.error.JobException;
import io.dynalake.testsupport.export.ExportWriter;
import io.dynalake.testsupport.export.FileQuirk;
import io.dynalake.testsupport.export.WrittenExport;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.spark.SparkException;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.execution.SparkPlan;
import org.apache.spark.sql.functions;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExportTableProviderTest {
  private static final String ALL_TYPES =
      """
      {"pk":{"S":"k1 é😀"},"n":{"N":"9007199254740993"},"d":{"N":"12345.67"},\
      "big":{"N":"12345678901234567890123456789.123456789"},"b":{"B":"AAEC/w=="},\
      "t":{"BOOL":true},"z":{"NULL":true},"ss":{"SS":["q","p"]},"ns":{"NS":["2.5","1"]},\
      "bs":{"BS":["AQ==","/w=="]},"l":{"L":[{"N":"1"},{"NULL":true},{"N":"-3"}]},\
      "m":{"M":{"x":{"S":"in"},"y":{"L":[{"M":{"deep":{"BOOL":false}}}]}}}}"""
          .replace("\n", "");

  @SuppressWarnings("NullAway.Init")
  private static SparkSession spark;

  @TempDir
  @SuppressWarnings("NullAway.Init")
  Path bucket;

  @BeforeAll
  static void startSpark() {
    spark =
        SparkSession.builder()
            .master("local[2]")
            .config("spark.ui.enabled", "false")
            .config("spark.sql.shuffle.partitions", "2")
            .config("spark.sql.session.timeZone", "UTC")
            .config("spark.driver.host", "localhost")
            .getOrCreate();
    // Failing tasks are what some tests are about.
    spark.sparkContext().setLogLevel("OFF");
  }

  @AfterAll
  static void stopSpark() {
    spark.stop();
  }

  @Test
  void infersAndReadsAllTenTypes() {
    WrittenExport export =
        ExportWriter.in(bucket).file(List.of(ALL_TYPES, "{\"pk\":{\"S\":\"k2\"}}")).write();
    Dataset<Row> items = load(export);
    assertThat(items.schema().toDDL())
        .isEqualTo(
            "b BINARY,big DECIMAL(38,9),bs ARRAY<BINARY>,d DECIMAL(18,2),l ARRAY<BIGINT>,m"
                + " STRUCT<x: STRING, y: ARRAY<STRUCT<deep: BOOLEAN>>>,n BIGINT,ns"
                + " ARRAY<DECIMAL(18,2)>,pk STRING,ss ARRAY<STRING>,t BOOLEAN,z STRING");
    assertThat(items.schema().apply("ss").metadata().getString("dynamodb.type")).isEqualTo("SS");
    Row row = items.filter("pk like 'k1%'").first();
    assertThat(row.<byte[]>getAs("b")).containsExactly(0, 1, 2, 255);
    assertThat(row.<BigDecimal>getAs("big"))
        .isEqualTo(new BigDecimal("12345678901234567890123456789.123456789"));
    assertThat(row.<byte[]>getList(row.fieldIndex("bs")))
        .containsExactly(new byte[] {1}, new byte[] {-1});
    assertThat(row.<BigDecimal>getAs("d")).isEqualTo(new BigDecimal("12345.67"));
    assertThat(row.<Long>getList(row.fieldIndex("l"))).containsExactly(1L, null, -3L);
    Row map = row.getStruct(row.fieldIndex("m"));
    assertThat(map.<String>getAs("x")).isEqualTo("in");
    assertThat(map.<Row>getList(1).get(0).getBoolean(0)).isFalse();
    assertThat(row.<Long>getAs("n")).isEqualTo(9007199254740993L);
    assertThat(row.<BigDecimal>getList(row.fieldIndex("ns")))
        .containsExactly(new BigDecimal("2.50"), new BigDecimal("1.00"));
    assertThat(row.<String>getAs("pk")).isEqualTo("k1 é😀");
    assertThat(row.<String>getList(row.fieldIndex("ss"))).containsExactly("q", "p");
    assertThat(row.<Boolean>getAs("t")).isTrue();
    assertThat(row.<String>getAs("z")).isNull();
    Row other = items.filter("pk = 'k2'").first();
    for (int i = 0; i < other.size(); i++) {
      assertThat(other.isNullAt(i)).isEqualTo(i != other.fieldIndex("pk"));
    }
  }

  @Test
  void readsMapsWhoseKeysAreDataAndPinnedTypes() {
    WrittenExport export =
        ExportWriter.in(bucket)
            .file(
                List.of(
                    "{\"id\":{\"N\":\"1\"},\"at\":{\"S\":\"2024-03-05T01:02:03.000004\"},"
                        + "\"on\":{\"N\":\"1709596800\"},\"x\":{\"N\":\"0.1\"},"
                        + "\"m\":{\"M\":{\"k1\":{\"N\":\"1\"},\"k2\":{\"NULL\":true}}}}",
                    "{\"id\":{\"N\":\"2\"},\"m\":{\"M\":{}}}"))
            .write();
    Dataset<Row> items =
        spark
            .read()
            .format("dynamodb-export")
            .option("mapPath", "m")
            .option("type", "at=timestamp,on=date")
            .option("numbers", "double")
            .option("timeZone", "+01:00")
            .load(export.folder().toString());
    // Text is the same in every session, whichever classes it has for dates.
    List<Row> rows =
        items
            .withColumn("at", functions.expr("unix_micros(at)"))
            .withColumn("on", functions.expr("string(`on`)"))
            .orderBy("id")
            .collectAsList();
    assertThat(items.schema().apply("m").dataType().catalogString())
        .isEqualTo("map<string,bigint>");
    assertThat(rows.get(0).<Long>getAs("at"))
        .isEqualTo(
            ChronoUnit.MICROS.between(Instant.EPOCH, Instant.parse("2024-03-05T00:02:03.000004Z")));
    assertThat(rows.get(0).<String>getAs("on")).isEqualTo("2024-03-05");
    assertThat(rows.get(0).<Double>getAs("x")).isEqualTo(0.1);
    Map<String, Long> map = rows.get(0).getJavaMap(rows.get(0).fieldIndex("m"));
    assertThat(map).containsEntry("k1", 1L).containsEntry("k2", null).hasSize(2);
    assertThat(rows.get(1).getJavaMap(rows.get(1).fieldIndex("m"))).isEmpty();
  }

  @Test
  void answersSql() {
    WrittenExport export = numbers(List.of(3, 0, 2));
    spark.sql(
        "CREATE OR REPLACE TEMPORARY VIEW things USING `dynamodb-export` OPTIONS (path '"
            + export.folder()
            + "', numbers 'string')");
    assertThat(
            spark
                .sql("SELECT id, upper(name) FROM things WHERE id > '1' ORDER BY id")
                .collectAsList())
        .extracting(Row::toString)
        .containsExactly("[2,NAME2]", "[3,NAME3]", "[4,NAME4]");
    assertThat(spark.sql("SELECT count(*) FROM things").first().getLong(0)).isEqualTo(5);
  }

  @Test
  void keepsValuesApartWhenBatchesAreReused() {
    WrittenExport export = numbers(List.of(20_000, 1, 12_345));
    Dataset<Row> items = load(export);
    Row sums =
        items
            .repartition(3)
            .sort("name")
            .selectExpr(
                "count(*)",
                "sum(id)",
                "count(distinct name)",
                "sum(cast(substring(name, 5) as bigint) - id)",
                "sum(size(tags))",
                "sum(tags[1].v - id)")
            .first();
    long count = 32_346;
    assertThat(sums)
        .hasToString(
            "[%d,%d,%d,0,%d,0]".formatted(count, count * (count - 1) / 2, count, 2 * count));
    assertThat(items.cache().filter("name = concat('name', id)").count()).isEqualTo(count);
    items.unpersist();
  }

  @Test
  void countsWithoutReadingAnyColumn() {
    Dataset<Row> items = load(numbers(List.of(5000, 0, 7)));
    assertThat(items.count()).isEqualTo(5007);
    assertThat(items.selectExpr("1").collectAsList()).hasSize(5007);
  }

  @Test
  void readsAnEmptyExport() {
    Dataset<Row> items = load(ExportWriter.in(bucket).file(List.of()).file(List.of()).write());
    assertThat(items.columns()).isEmpty();
    assertThat(items.count()).isZero();
    Dataset<Row> none = load(ExportWriter.in(bucket.resolve("none")).write());
    assertThat(none.collectAsList()).isEmpty();
  }

  @Test
  void takesAGivenSchema() {
    WrittenExport export = ExportWriter.in(bucket).file(List.of(ALL_TYPES)).write();
    Row row =
        spark
            .read()
            .format("dynamodb-export")
            .schema("pk STRING, absent BIGINT, n DECIMAL(20,2), m STRUCT<y: STRING, x: STRING>")
            .load(export.folder().toString())
            .first();
    assertThat(row.getString(0)).isEqualTo("k1 é😀");
    assertThat(row.isNullAt(1)).isTrue();
    assertThat(row.getDecimal(2)).isEqualTo(new BigDecimal("9007199254740993.00"));
    assertThat(row.getStruct(3)).hasToString("[[{\"deep\":false}],in]");
  }

  @Test
  void readsItsOwnSchemaWithAttributesOfOtherNames() {
    WrittenExport export =
        ExportWriter.in(bucket)
            .file(List.of("{\"My-Id\":{\"N\":\"1\"},\"a\":{\"S\":\"x\"},\"A\":{\"S\":\"y\"}}"))
            .write();
    Dataset<Row> items =
        spark
            .read()
            .format("dynamodb-export")
            .option("columnNames", "athena")
            .load(export.folder().toString());
    assertThat(items.columns()).containsExactlyInAnyOrder("my_id", "a", "a_2");
    Dataset<Row> again =
        spark
            .read()
            .format("dynamodb-export")
            .schema(items.schema())
            .load(export.folder().toString());
    assertThat(again.select("my_id", "a_2", "a").first())
        .isEqualTo(items.select("my_id", "a_2", "a").first())
        .hasToString("[1,y,x]");
  }

  @Test
  void doesNotParseColumnsThatAreNotAskedFor() {
    WrittenExport export =
        ExportWriter.in(bucket)
            .file(
                List.of(
                    "{\"a\":{\"S\":\"x\"},\"b\":{\"S\":\"no number\"},"
                        + "\"m\":{\"M\":{\"good\":{\"S\":\"g\"},\"bad\":{\"BOOL\":true}}}}"))
            .write();
    Dataset<Row> items =
        spark
            .read()
            .format("dynamodb-export")
            .schema("a STRING, b BIGINT, m STRUCT<bad: BIGINT, good: STRING>")
            .load(export.folder().toString());
    assertThat(items.select("a", "m.good").first()).hasToString("[x,g]");
    assertThat(items.select("a").queryExecution().executedPlan().toString())
        .contains("struct<a:string>");
    assertThatThrownBy(() -> items.select("a", "b").collectAsList())
        .rootCause()
        .hasMessageContaining(export.keys().get(0) + ", line 1: column b: ")
        .hasMessageContaining("does not fit bigint; more than 0 malformed items in this file");
    assertThatThrownBy(() -> items.select("m.bad").collectAsList())
        .rootCause()
        .hasMessageContaining("column m.bad");
  }

  @Test
  void failsOnMalformedItemsAndNamesThem() {
    WrittenExport export = withBadItem();
    assertThatThrownBy(() -> load(export))
        .isInstanceOf(JobException.class)
        .hasMessageStartingWith(export.keys().get(1) + ", line 2: ")
        .hasMessageContaining("more than the 0 that option maxBadItems allows");
    assertThatThrownBy(
            () ->
                spark
                    .read()
                    .format("dynamodb-export")
                    .schema("id STRING")
                    .load(export.folder().toString())
                    .count())
        .isInstanceOf(SparkException.class)
        .rootCause()
        .hasMessageStartingWith(export.keys().get(1) + ", line 2: ");
  }

  @Test
  void leavesOutAndCountsMalformedItemsThatAreAllowed() {
    WrittenExport export = withBadItem();
    for (Dataset<Row> items :
        List.of(
            spark
                .read()
                .format("dynamodb-export")
                .option("maxBadItems", 1)
                .load(export.folder().toString()),
            spark
                .read()
                .format("dynamodb-export")
                .option("maxBadItems", 1)
                .schema("id STRING")
                .load(export.folder().toString()))) {
      assertThat(items.columns()).containsExactly("id");
      assertThat(items.collectAsList())
          .extracting(Row::toString)
          .containsExactlyInAnyOrder("[1]", "[2]", "[3]");
      assertThat(metric(items, "badItems")).isEqualTo(1);
      assertThat(metric(items, "items")).isEqualTo(3);
      assertThat(metric(items, "storedBytes")).isPositive();
    }
  }

  @Test
  void failsOnFilesThatDoNotVerifyOrLeavesThemOut() {
    WrittenExport export =
        ExportWriter.in(bucket)
            .file(List.of("{\"id\":{\"S\":\"1\"}}"))
            .file(List.of("{\"id\":{\"S\":\"2\"},\"only\":{\"S\":\"here\"}}"), FileQuirk.WRONG_MD5)
            .write();
    assertThatThrownBy(() -> load(export))
        .hasMessageStartingWith(export.keys().get(1) + ": its MD5 is")
        .hasMessageContaining("1 of 2 data files do not verify")
        .hasMessageContaining("onBadFile=skip");
    assertThatThrownBy(
            () ->
                spark
                    .read()
                    .format("dynamodb-export")
                    .schema("id STRING")
                    .load(export.folder().toString())
                    .collectAsList())
        .rootCause()
        .hasMessageStartingWith(export.keys().get(1) + ": its MD5 is");
    Dataset<Row> rest =
        spark
            .read()
            .format("dynamodb-export")
            .option("onBadFile", "skip")
            .load(export.folder().toString());
    assertThat(rest.columns()).containsExactly("id");
    assertThat(rest.collectAsList()).extracting(Row::toString).containsExactly("[1]");
    assertThat(
            spark
                .read()
                .format("dynamodb-export")
                .option("onBadFile", "skip")
                .schema("id STRING")
                .load(export.folder().toString())
                .count())
        .isEqualTo(1);
  }

  @Test
  void refusesInferenceOptionsBesideASchema() {
    WrittenExport export = numbers(List.of(1));
    assertThatThrownBy(
            () ->
                spark
                    .read()
                    .format("dynamodb-export")
                    .schema("id BIGINT")
                    .option("numbers", "double")
                    .load(export.folder().toString()))
        .hasMessageContaining("the options numbers decide what schema is inferred");
    assertThatThrownBy(
            () ->
                spark
                    .read()
                    .format("dynamodb-export")
                    .schema("id FLOAT")
                    .load(export.folder().toString()))
        .hasMessageContaining("schema field id: attributes cannot be read as float");
  }

  @Test
  void tellsTheOptimizerHowMuchThereIs() {
    Dataset<Row> items = load(numbers(List.of(100, 50)));
    var all = items.queryExecution().optimizedPlan().stats();
    var one = items.select("id").queryExecution().optimizedPlan().stats();
    assertThat(all.rowCount().get().longValue()).isEqualTo(150);
    assertThat(one.sizeInBytes().longValue())
        .isPositive()
        .isLessThan(all.sizeInBytes().longValue());
  }

  private static Dataset<Row> load(WrittenExport export) {
    return spark.read().format("dynamodb-export").load(export.folder().toString());
  }

  /** Items 0, 1, 2, … over files of these sizes. */
  private WrittenExport numbers(List<Integer> sizes) {
    ExportWriter writer = ExportWriter.in(bucket);
    int next = 0;
    for (int size : sizes) {
      writer.file(
          IntStream.range(next, next + size)
              .mapToObj(
                  i ->
                      ("{\"id\":{\"N\":\"%d\"},\"name\":{\"S\":\"name%d\"},\"tags\":{\"L\":["
                              + "{\"M\":{\"v\":{\"N\":\"0\"}}},{\"M\":{\"v\":{\"N\":\"%d\"}}}]}}")
                          .formatted(i, i, i))
              .toList());
      next += size;
    }
    return writer.write();
  }

  private WrittenExport withBadItem() {
    List<String> lines = new ArrayList<>();
    lines.add("{\"Item\":{\"id\":{\"S\":\"2\"}}}");
    lines.add("{\"Item\":{\"id\":{\"S\":\"bad\"},\"stray\":{\"N\":\"one\"}}}");
    lines.add("{\"Item\":{\"id\":{\"S\":\"3\"}}}");
    return ExportWriter.in(bucket).file(List.of("{\"id\":{\"S\":\"1\"}}")).lines(lines).write();
  }

  private static long metric(Dataset<Row> items, String name) {
    SparkPlan plan = items.queryExecution().executedPlan();
    return plan.collectLeaves().head().metrics().apply(name).value();
  }
}
