package io.dynalake.it.input;

import static org.assertj.core.api.Assertions.assertThat;

import io.dynalake.testsupport.duckdb.DuckParquet;
import io.dynalake.testsupport.export.WrittenExport;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Partition directories, and what readers make of them. */
final class PartitionsIT {
  private static final String NULL = "__HIVE_DEFAULT_PARTITION__";

  private final Lake lake;

  PartitionsIT(@TempDir Path folder) {
    lake = new Lake(folder);
  }

  private static String item(String key, String attributes) {
    return "{\"pk\":{\"S\":\"" + key + "\"}" + (attributes.isEmpty() ? "" : ",") + attributes + "}";
  }

  private static String at(String timestamp) {
    return "\"at\":{\"S\":\"" + timestamp + "\"}";
  }

  /** Key to partition value, as DuckDB and Spark find it. */
  private Map<String, String> partitions(String column) {
    Map<String, String> duck =
        DuckParquet.partitionedIn(lake.target()).rows().stream()
            .collect(
                Collectors.toMap(
                    row -> String.valueOf(row.get("pk")), row -> String.valueOf(row.get(column))));
    SparkSession spark = Lake.spark();
    spark.conf().set("spark.sql.sources.partitionColumnTypeInference.enabled", false);
    try {
      Map<String, String> found =
          lake.frame().select("pk", column).collectAsList().stream()
              .collect(Collectors.toMap(row -> row.getString(0), PartitionsIT::second));
      // DuckDB takes the null partition for its name, or for NULL.
      duck.replaceAll((key, value) -> value.equals(NULL) ? "null" : value);
      assertThat(found).isEqualTo(duck);
      return found;
    } finally {
      spark.conf().unset("spark.sql.sources.partitionColumnTypeInference.enabled");
    }
  }

  private static String second(Row row) {
    return String.valueOf(row.get(1));
  }

  @Test
  void writesYearsMonthsDaysAndHoursUnderOneAnother() {
    WrittenExport export =
        lake.exportOf(
            item("a", at("2024-05-01T22:30:00Z")),
            item("b", at("2024-05-01T23:30:00Z")),
            item("c", at("1969-12-31T23:59:59Z")));
    lake.backfill(export, "--partition-by", "year(at), month(at), d=day(at), h=hour(at)").done();
    assertThat(lake.partitions())
        .containsExactly(
            "at_year=1969/at_month=1969-12/d=1969-12-31/h=1969-12-31-23",
            "at_year=2024/at_month=2024-05/d=2024-05-01/h=2024-05-01-22",
            "at_year=2024/at_month=2024-05/d=2024-05-01/h=2024-05-01-23");
    assertThat(partitions("h"))
        .isEqualTo(Map.of("a", "2024-05-01-22", "b", "2024-05-01-23", "c", "1969-12-31-23"));
    assertThat(partitions("at_year")).containsEntry("c", "1969");
    // The attribute itself stays a column.
    assertThat(lake.values("at")).contains("2024-05-01T22:30:00Z");
  }

  @Test
  void turnsDaysInTheZoneGiven() {
    WrittenExport export =
        lake.exportOf(
            item("a", at("2024-05-01T22:30:00Z")), item("b", "\"at\":{\"N\":\"1714550400000\"}"));
    lake.backfill(export, "--partition-by", "d=day(at)", "--time-zone", "Europe/Berlin").done();
    assertThat(partitions("d")).isEqualTo(Map.of("a", "2024-05-02", "b", "2024-05-01"));
  }

  @Test
  void keepsItemsWithoutPartitionValueInTheNullPartition() {
    WrittenExport export =
        lake.exportOf(
            item("a", at("2024-05-01")),
            item("absent", ""),
            item("null", "\"at\":{\"NULL\":true}"),
            item("unreadable", at("soon")),
            item("empty", at("")));
    lake.backfill(export, "--partition-by", "d=day(at)").done();
    assertThat(lake.partitions()).containsExactly("d=2024-05-01", "d=" + NULL);
    assertThat(partitions("d"))
        .isEqualTo(
            Map.of(
                "a",
                "2024-05-01",
                "absent",
                "null",
                "null",
                "null",
                "unreadable",
                "null",
                "empty",
                "null"));
    assertThat(lake.values("at")).containsExactly("", "2024-05-01", "null", "null", "soon");
  }

  @Test
  void readsBackIdentityPartitionsOfOddValues() {
    WrittenExport export =
        lake.exportOf(
            item("a", "\"s\":{\"S\":\"x/y=z: 50% *\"}"),
            item("b", "\"s\":{\"S\":\"日本 \\\"q\\\" #?\"}"),
            item("c", "\"s\":{\"S\":\"..\"}"),
            item("d", "\"s\":{\"N\":\"1.50\"}"),
            item("e", "\"s\":{\"BOOL\":true}"),
            item("f", "\"s\":{\"S\":\" pad \"}"));
    lake.backfill(export, "--partition-by", "s").done();
    assertThat(partitions("s"))
        .isEqualTo(
            Map.of(
                "a",
                "x/y=z: 50% *",
                "b",
                "日本 \"q\" #?",
                "c",
                "..",
                "d",
                "1.5",
                "e",
                "true",
                "f",
                " pad "));
    // The directories carry the column; the files need not.
    assertThat(lake.duck().columns()).containsOnlyKeys("pk");
  }

  @Test
  void putsKeysIntoTheBucketsThatIcebergPutsThemInto() {
    // Appendix B of Iceberg's table specification: "iceberg" hashes to 1210000089.
    WrittenExport export = lake.exportOf(item("iceberg", ""), item("orders", ""), item("x", ""));
    lake.backfill(export, "--partition-by", "b=bucket(16, pk)").done();
    assertThat(partitions("b")).containsEntry("iceberg", String.valueOf(1210000089 % 16));
  }

  @Test
  void truncatesTextToCodePointsAndNumbersDownwards() {
    WrittenExport export =
        lake.exportOf(
            item("a", "\"v\":{\"S\":\"😀東京x\"}"),
            item("b", "\"v\":{\"N\":\"-1\"}"),
            item("c", "\"v\":{\"N\":\"19.99\"}"));
    lake.backfill(export, "--partition-by", "t=truncate(2, v)").done();
    assertThat(partitions("t")).isEqualTo(Map.of("a", "😀東", "b", "-2", "c", "18"));
  }

  @Test
  void partitionsByAttributesInsideMaps() {
    WrittenExport export =
        lake.exportOf(
            item("a", "\"m\":{\"M\":{\"country\":{\"S\":\"DE\"}}}"),
            item("b", "\"m\":{\"M\":{\"country\":{\"S\":\"CH\"}}}"),
            item("c", "\"m\":{\"S\":\"no map\"}"));
    lake.backfill(export, "--partition-by", "m.country").done();
    assertThat(partitions("m_country")).isEqualTo(Map.of("a", "DE", "b", "CH", "c", "null"));
  }

  @Test
  void splitsPartitionsNearTheTargetFileSize() {
    StringBuilder noise = new StringBuilder();
    new Random(7).ints(2_000, 33, 34_000).forEach(noise::appendCodePoint);
    String text = noise.toString().replace("\\", "").replace("\"", "").replaceAll("\\p{Cntrl}", "");
    List<String> items =
        IntStream.range(0, 60)
            .mapToObj(i -> item("k" + i, "\"p\":{\"S\":\"x\"},\"t\":{\"S\":\"" + i + text + "\"}"))
            .toList();
    WrittenExport export =
        lake.export().file(items.subList(0, 30)).file(items.subList(30, 60)).write();
    lake.backfill(export, "--partition-by", "p", "--target-file-size", "20KB").done();
    assertThat(lake.partitions()).containsExactly("p=x");
    assertThat(lake.dataFiles()).hasSizeBetween(2, 60);
    assertThat(lake.rows()).hasSize(60);
  }
}
