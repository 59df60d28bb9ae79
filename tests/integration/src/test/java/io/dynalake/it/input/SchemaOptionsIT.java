package io.dynalake.it.input;

import static org.assertj.core.api.Assertions.assertThat;

import io.dynalake.testsupport.export.WrittenExport;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Options that say which columns there are and of which type. */
final class SchemaOptionsIT {
  private final Lake lake;

  SchemaOptionsIT(@TempDir Path folder) {
    lake = new Lake(folder);
  }

  private WrittenExport export() {
    return lake.exportOf(
        "{\"pk\":{\"S\":\"a\"},\"n\":{\"N\":\"12.345\"},\"big\":{\"N\":\"1\"},"
            + "\"visits\":{\"M\":{\"2024-05-01\":{\"N\":\"3\"},\"2024-05-02\":{\"N\":\"4\"}}}}",
        "{\"pk\":{\"S\":\"b\"},\"n\":{\"N\":\"-0.5\"},\"big\":{\"N\":\"9007199254740993\"},"
            + "\"visits\":{\"M\":{\"2024-06-01\":{\"N\":\"5\"}}},\"mixed\":{\"S\":\"x\"}}",
        "{\"pk\":{\"S\":\"c\"},\"mixed\":{\"N\":\"7\"},\"never\":{\"NULL\":true}}");
  }

  private Map<String, String> types(String... options) {
    lake.backfill(export(), options).done();
    return SparkValues.types(lake.frame());
  }

  @Test
  void infersFromAllItems() {
    assertThat(types("--run-id", "r1"))
        .containsEntry("n", "decimal(18,4)")
        .containsEntry("big", "bigint")
        .containsEntry("mixed", "string")
        .containsEntry("never", "string")
        .hasEntrySatisfying("visits", type -> assertThat(type).startsWith("struct<2024-05-01:"));
    assertThat(lake.report("r1").at("/schema/conflicts").toString())
        .isEqualTo("[{\"path\":\"mixed\",\"dynamodbTypes\":[\"S\",\"N\"],\"type\":\"string\"}]");
  }

  @Test
  void selectsOnlyWhatIsNamed() {
    assertThat(types("--select", "pk,n")).containsOnlyKeys("pk", "n");
    assertThat(lake.values("n")).containsExactly("-0.5000", "12.3450", "null");
  }

  @Test
  void dropsWhatIsNamed() {
    assertThat(types("--drop", "n", "--drop", "visits,mixed"))
        .containsOnlyKeys("pk", "big", "never");
  }

  @Test
  void givesDoublesOrTextForNumbersIfAsked() {
    assertThat(types("--numbers", "double"))
        .containsEntry("n", "double")
        .containsEntry("big", "bigint");
    assertThat(lake.values("n")).containsExactly("-0.5", "12.345", "null");
    Lake other = new Lake(lake.root().resolve("text"));
    other.backfill(export(), "--numbers", "string").done();
    assertThat(other.values("big")).containsExactly("1", "9007199254740993", "null");
    assertThat(SparkValues.types(other.frame())).containsEntry("big", "string");
  }

  @Test
  void pinsTypesOfColumnsAndOfPartsOfThem() {
    assertThat(
            types("--type", "n=decimal(38,10)", "--type", "big=string", "--type", "mixed=string"))
        .containsEntry("n", "decimal(38,10)")
        .containsEntry("big", "string");
    assertThat(lake.values("n")).contains("12.3450000000");
  }

  @Test
  void readsTimestampsAndDates() {
    WrittenExport export =
        lake.exportOf(
            "{\"a\":{\"S\":\"2024-05-01T22:30:00.123456+02:00\"},\"b\":{\"N\":\"1714602600123\"},"
                + "\"c\":{\"S\":\"2024-05-01\"}}");
    lake.backfill(export, "--type", "a=timestamp", "--type", "b=timestamp", "--type", "c=date")
        .done();
    assertThat(lake.rows())
        .containsExactly(
            Map.of(
                "a", Instant.parse("2024-05-01T20:30:00.123456Z"),
                "b", Instant.parse("2024-05-01T22:30:00.123Z"),
                "c", LocalDate.parse("2024-05-01")));
    assertThat(SparkValues.rows(lake.frame())).isEqualTo(lake.rows());
  }

  @Test
  void makesMapsOfMapsWhoseKeysAreData() {
    assertThat(types("--map-path", "visits")).containsEntry("visits", "map<string,bigint>");
    List<?> visits = lake.rows().stream().map(row -> row.get("visits")).toList();
    assertThat(visits.toString())
        .contains("{2024-05-01=3, 2024-05-02=4}", "{2024-06-01=5}", "null");
    Lake other = new Lake(lake.root().resolve("by-number"));
    other.backfill(export(), "--max-struct-fields", "2").done();
    assertThat(SparkValues.types(other.frame())).containsEntry("visits", "map<string,bigint>");
  }
}
