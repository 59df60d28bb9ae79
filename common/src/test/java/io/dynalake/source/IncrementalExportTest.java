package io.dynalake.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dynalake.testsupport.export.ExportQuirk;
import io.dynalake.testsupport.export.ExportWriter;
import io.dynalake.testsupport.export.WrittenExport;
import java.nio.file.Path;
import java.util.List;
import org.apache.spark.sql.DataFrameReader;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IncrementalExportTest {
  private static final List<String> CHANGES =
      List.of(
          change(
              1768387654353205L,
              "\"OldImage\":{\"pk\":{\"S\":\"a\"},\"sk\":{\"N\":\"1\"},"
                  + "\"n\":{\"N\":\"7\"},\"t\":{\"SS\":[\"x\"]}},\"NewImage\":{\"pk\":{\"S\":\"a\"},"
                  + "\"sk\":{\"N\":\"1\"},\"n\":{\"N\":\"0.5\"}}",
              "a",
              "1"),
          change(
              9L,
              "\"NewImage\":{\"pk\":{\"S\":\"b\"},\"sk\":{\"N\":\"2\"},\"m\":{\"M\":{\"x\":"
                  + "{\"B\":\"AQ==\"}}}}",
              "b",
              "2"),
          change(1234567890L, "\"OldImage\":{\"pk\":{\"S\":\"c\"},\"sk\":{\"N\":\"3\"}}", "c", "3"),
          change(0L, "\"NewImage\":null", "d", "4"));

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
    spark.sparkContext().setLogLevel("OFF");
  }

  @AfterAll
  static void stopSpark() {
    spark.stop();
  }

  private static String change(long micros, String images, String pk, String sk) {
    return "{\"Metadata\":{\"WriteTimestampMicros\":{\"N\":\""
        + micros
        + "\"}},\"Keys\":{\"pk\":{\"S\":\""
        + pk
        + "\"},\"sk\":{\"N\":\""
        + sk
        + "\"}},"
        + images
        + "}";
  }

  private WrittenExport export(List<String> lines) {
    return ExportWriter.in(bucket)
        .with(ExportQuirk.INCREMENTAL)
        .lines(lines.subList(0, lines.size() / 2))
        .lines(List.of())
        .lines(lines.subList(lines.size() / 2, lines.size()))
        .write();
  }

  private static DataFrameReader reader() {
    return spark.read().format("dynamodb-export");
  }

  private static List<String> rows(Dataset<Row> changes) {
    return changes
        .selectExpr(
            "operation",
            "unix_micros(write_time)",
            "to_json(keys)",
            "to_json(new_image)",
            "to_json(old_image)")
        .orderBy("operation", "unix_micros(write_time)")
        .collectAsList()
        .stream()
        .map(Row::toString)
        .toList();
  }

  @Test
  void givesChangesWithKeysAndImagesOfTheSameTypes() {
    Dataset<Row> changes = reader().load(export(CHANGES).folder().toString());

    String image =
        "STRUCT<m: STRUCT<x: BINARY>, n: DECIMAL(18,2), pk: STRING, sk: BIGINT, t: ARRAY<STRING>>";
    assertThat(changes.schema().toDDL())
        .isEqualTo(
            "operation STRING,write_time TIMESTAMP,keys STRUCT<pk: STRING, sk: BIGINT>,new_image "
                + image
                + ",old_image "
                + image);
    assertThat(rows(changes))
        .containsExactly(
            "[delete,0,{\"pk\":\"d\",\"sk\":4},null,null]",
            "[delete,1234567890,{\"pk\":\"c\",\"sk\":3},null,{\"pk\":\"c\",\"sk\":3}]",
            "[upsert,9,{\"pk\":\"b\",\"sk\":2},{\"m\":{\"x\":\"AQ==\"},\"pk\":\"b\",\"sk\":2},null]",
            "[upsert,1768387654353205,{\"pk\":\"a\",\"sk\":1},{\"n\":0.50,\"pk\":\"a\",\"sk\":1},"
                + "{\"n\":7.00,\"pk\":\"a\",\"sk\":1,\"t\":[\"x\"]}]");
    assertThat(changes.select("new_image.t").schema().apply("t").metadata().json())
        .isEqualTo("{\"dynamodb.name\":\"t\",\"dynamodb.type\":\"SS\"}");
  }

  @Test
  void followsASchemaThatIsGiven() {
    WrittenExport export = export(CHANGES);
    Dataset<Row> inferred = reader().load(export.folder().toString());

    Dataset<Row> given = reader().schema(inferred.schema()).load(export.folder().toString());

    assertThat(rows(given)).isEqualTo(rows(inferred)).hasSize(4);
    Dataset<Row> misfit =
        reader()
            .schema("operation string, write_time timestamp, new_image struct<n: bigint>")
            .load(export.folder().toString());
    assertThat(misfit.select("write_time").count()).isEqualTo(4);
    assertThatThrownBy(() -> misfit.select("new_image").collectAsList())
        .rootCause()
        .hasMessageContaining(
            "line 1: column new_image.n: a number of 1 digits, 1 of them behind the point, does not fit bigint");
  }

  @Test
  void refusesASchemaThatIsNotOfChanges() {
    String folder = export(CHANGES).folder().toString();

    assertThatThrownBy(() -> reader().schema("pk string").load(folder))
        .hasMessage(
            "schema field pk: an incremental export has operation string, write_time timestamp, and"
                + " the structs keys, new_image and old_image; read items from a full export");
    assertThatThrownBy(() -> reader().schema("write_time bigint").load(folder))
        .hasMessageStartingWith("schema field write_time: ");
  }

  @Test
  void refusesToLeaveOutAKeyAttribute() {
    String folder = export(CHANGES).folder().toString();

    assertThatThrownBy(() -> reader().option("drop", "sk").load(folder))
        .hasMessage(
            "key attribute sk: it is left out, and without it no change tells which item it is of;"
                + " keep it");
    assertThat(reader().option("drop", "n,t,m").load(folder).schema().apply("old_image").toDDL())
        .isEqualTo("old_image STRUCT<pk: STRING, sk: BIGINT>");
  }

  @Test
  void refusesChangesOfDifferentTables() {
    List<String> mixed =
        List.of(
            CHANGES.get(0),
            CHANGES.get(1),
            CHANGES.get(2).replace("\"Keys\":{\"pk\"", "\"Keys\":{\"id\""));

    assertThatThrownBy(() -> reader().load(export(mixed).folder().toString()))
        .hasMessageContaining("its changes have different key attributes, among them id, pk, sk");
  }

  @Test
  void leavesMalformedChangesOut() {
    List<String> lines =
        List.of(
            CHANGES.get(0), CHANGES.get(1).replace("{\"N\":\"2\"}", "{\"N\":2}"), CHANGES.get(2));
    String folder = export(lines).folder().toString();

    assertThatThrownBy(() -> reader().load(folder))
        .hasMessageContaining("attribute \"sk\": N needs a string");
    Dataset<Row> changes = reader().option("maxBadItems", 1).load(folder);
    assertThat(rows(changes)).hasSize(2);
    // Nothing of the malformed line is in the schema either.
    assertThat(changes.schema().apply("new_image").toDDL()).doesNotContain("m:");
  }

  @Test
  void readsAnExportWithoutChanges() {
    Dataset<Row> changes = reader().load(export(List.of()).folder().toString());

    assertThat(changes.count()).isZero();
    assertThat(changes.columns())
        .containsExactly("operation", "write_time", "keys", "new_image", "old_image");
  }
}
