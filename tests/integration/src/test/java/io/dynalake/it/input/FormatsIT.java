package io.dynalake.it.input;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.dynalake.error.ErrorCode;
import io.dynalake.testsupport.export.WrittenExport;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Other ways out than the direct one to Parquet: queries, ORC and JSON lines. */
final class FormatsIT {
  private static final List<String> ITEMS =
      List.of(
          "{\"pk\":{\"S\":\"a\"},\"total\":{\"N\":\"12.50\"},\"createdAt\":{\"N\":\"1714550400\"},"
              + "\"tags\":{\"SS\":[\"x\",\"y\"]},\"at\":{\"M\":{\"city\":{\"S\":\"Köln\"}}}}",
          "{\"pk\":{\"S\":\"b\"},\"total\":{\"N\":\"7\"},\"createdAt\":{\"N\":\"1714636800\"}}",
          "{\"pk\":{\"S\":\"c\"},\"createdAt\":{\"S\":\"2024-05-01T12:00:00Z\"}}");

  private final Lake lake;

  FormatsIT(@TempDir Path folder) {
    lake = new Lake(folder);
  }

  private WrittenExport export() {
    return lake.export().file(ITEMS.subList(0, 2)).file(ITEMS.subList(2, 3)).write();
  }

  private void assertReported(String runId, int rows) {
    JsonNode report = lake.report(runId);
    assertThat(report.at("/items/written").asInt()).isEqualTo(rows);
    int inPartitions = 0;
    for (JsonNode partition : report.at("/partitions")) {
      inPartitions += partition.at("/items").asInt();
    }
    assertThat(inPartitions).isEqualTo(rows);
  }

  @Test
  void transformsByAQueryOnTheWay() {
    lake.backfill(
            export(),
            "--sql",
            "SELECT pk, total * 2 AS doubled, coalesce(size(tags), -1) AS tags, at.city FROM items"
                + " WHERE total > 1",
            "--run-id",
            "r1")
        .done();
    assertThat(
            lake.duck().query("SELECT pk, doubled, tags, city FROM items ORDER BY pk").toString())
        .isEqualTo(
            "[{pk=a, doubled=25.00, tags=2, city=Köln}, {pk=b, doubled=14.00, tags=-1, city=null}]");
    assertThat(lake.report("r1").at("/items/read").asInt()).isEqualTo(3);
    assertThat(lake.dataFiles()).allMatch(file -> file.endsWith(".zstd.parquet"));
  }

  @Test
  void partitionsTheResultOfAQuery() {
    lake.backfill(
            export(),
            "--sql",
            "SELECT pk, CAST(total AS INT) AS whole FROM items",
            "--partition-by",
            "whole",
            "--run-id",
            "r1")
        .done();
    assertReported("r1", 3);
    assertThat(lake.partitions())
        .containsExactly("whole=12", "whole=7", "whole=__HIVE_DEFAULT_PARTITION__");
    assertThat(lake.values("pk")).containsExactly("a", "b", "c");
  }

  @ParameterizedTest
  @CsvSource({
    "SELECT pk FROM items LIMIT 2, 2",
    "SELECT pk FROM items WHERE false, 0",
    "SELECT explode(sequence(1; 2)) AS pk, 2",
    "SELECT a.pk FROM items a JOIN items b ON a.pk > b.pk, 3"
  })
  void writesWhatAQueryGivesEvenIfThatIsNotAllItems(String sql, int rows) {
    lake.backfill(export(), "--sql", sql.replace(';', ','), "--run-id", "r1").done();
    assertReported("r1", rows);
    if (rows > 0) {
      assertThat(lake.rows()).hasSize(rows);
    }
  }

  @Test
  void partitionsByAttributesInsideMapsWhateverTheirFieldsAreCalled() {
    WrittenExport export =
        lake.exportOf(
            "{\"pk\":{\"S\":\"a\"},\"homeAt\":{\"M\":{\"Land\":{\"S\":\"DE\"}}}}",
            "{\"pk\":{\"S\":\"b\"},\"homeAt\":{\"M\":{\"Land\":{\"S\":\"x/y\"}}}}");
    lake.backfill(
            export,
            "--output-format",
            "json",
            "--column-names",
            "athena",
            "--partition-by",
            "land=homeAt.Land",
            "--run-id",
            "r1")
        .done();
    assertThat(lake.partitions()).containsExactly("land=DE", "land=x%2Fy");
    assertReported("r1", 2);
  }

  @Test
  void refusesToPartitionByAColumnThatTheQueryDoesNotSelect() {
    lake.backfill(export(), "--sql", "SELECT pk FROM items", "--partition-by", "total")
        .failed(ErrorCode.USAGE)
        .contains("--partition-by: the result has no column 'total'; it has pk");
    assertThat(lake.dataFiles()).isEmpty();
  }

  @Test
  void writesOrc() {
    lake.backfill(
            export(),
            "--output-format",
            "orc",
            "--partition-by",
            "day(createdAt)",
            "--run-id",
            "r1")
        .done();
    assertThat(lake.partitions())
        .containsExactly("createdAt_day=2024-05-01", "createdAt_day=2024-05-02");
    Dataset<Row> orc = Lake.spark().read().orc(lake.target().toString());
    assertThat(SparkValues.types(orc))
        .containsEntry("total", "decimal(18,2)")
        .containsEntry("tags", "array<string>")
        .containsEntry("at", "struct<city:string>")
        .containsEntry("createdAt", "string");
    assertThat(orc.where("pk = 'a'").select("total").first().getDecimal(0))
        .isEqualTo(new BigDecimal("12.50"));
    assertThat(orc.count()).isEqualTo(3);
    assertReported("r1", 3);
  }

  @Test
  void writesJsonLines() {
    lake.backfill(export(), "--output-format", "json", "--run-id", "r1").done();
    assertThat(lake.dataFiles()).isNotEmpty().allMatch(file -> file.endsWith(".json.gz"));
    List<String> lines =
        Lake.spark().read().textFile(lake.target().toString()).collectAsList().stream()
            .sorted()
            .toList();
    assertThat(lines)
        .containsExactlyInAnyOrder(
            "{\"at\":{\"city\":\"Köln\"},\"createdAt\":\"1714550400\",\"pk\":\"a\","
                + "\"tags\":[\"x\",\"y\"],\"total\":12.50}",
            "{\"createdAt\":\"1714636800\",\"pk\":\"b\",\"total\":7.00}",
            "{\"createdAt\":\"2024-05-01T12:00:00Z\",\"pk\":\"c\"}");
    assertReported("r1", 3);
  }

  @ParameterizedTest
  @ValueSource(strings = {"parquet", "orc", "json"})
  void filtersAndPartitionsByTheAttributeWhateverItsColumnIsCalled(String format) {
    lake.backfill(
            export(),
            "--output-format",
            format,
            "--column-names",
            "athena",
            "--updated-at",
            "createdAt",
            "--start-date",
            "2024-05-02",
            "--partition-by",
            "d=day(createdAt)")
        .done();
    assertThat(lake.partitions()).containsExactly("d=2024-05-02");
    Dataset<Row> rows = Lake.spark().read().format(format).load(lake.target().toString());
    assertThat(rows.columns()).contains("pk", "createdat", "d");
    assertThat(rows.select("pk").first().getString(0)).isEqualTo("b");
    assertThat(rows.count()).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"parquet", "orc", "json"})
  void quarantinesTheSameItemsInEveryFormat(String format) {
    WrittenExport export =
        lake.export()
            .lines(
                List.of(
                    "{\"Item\":{\"pk\":{\"S\":\"a\"}}}", "?", "{\"Item\":{\"pk\":{\"S\":\"b\"}}}"))
            .write();
    lake.backfill(export, "--output-format", format, "--max-bad-items", "1", "--run-id", "r1")
        .done();
    assertThat(Lake.spark().read().format(format).load(lake.target().toString()).count())
        .isEqualTo(2);
    assertThat(lake.report("r1").at("/items").toString())
        .isEqualTo("{\"read\":3,\"written\":2,\"filtered\":0,\"quarantined\":1}");
  }

  @ParameterizedTest
  @ValueSource(strings = {"snappy", "gzip", "zstd"})
  void compressesAsAsked(String codec) {
    lake.backfill(export(), "--compression", codec).done();
    assertThat(lake.dataFiles())
        .isNotEmpty()
        .allMatch(file -> file.contains(codec.equals("gzip") ? ".gz" : "." + codec));
    Map<String, ?> metadata =
        lake.duck()
            .query(
                "SELECT DISTINCT compression FROM parquet_metadata('"
                    + lake.target()
                    + "/*.parquet')")
            .get(0);
    assertThat(metadata.get("compression")).isEqualTo(codec.toUpperCase(Locale.ROOT));
  }
}
