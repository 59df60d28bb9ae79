package io.dynalake.it.input;

import static org.assertj.core.api.Assertions.assertThat;

import io.dynalake.error.ErrorCode;
import io.dynalake.testsupport.duckdb.DuckParquet;
import io.dynalake.testsupport.export.FileQuirk;
import io.dynalake.testsupport.export.WrittenExport;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Items far behind the first ones, from which the schema is guessed: the result is what it would be
 * without a guess.
 */
final class LateSurprisesIT {
  /** So many that the first look at a file ends long before the last. */
  private static final int ITEMS = 20_000;

  private final Lake lake;

  LateSurprisesIT(@TempDir Path folder) {
    lake = new Lake(folder);
  }

  private static String usual(int i) {
    return ("{\"pk\":{\"S\":\"item-%06d-with-a-rather-long-key\"},\"n\":{\"N\":\"%d.25\"},"
            + "\"m\":{\"M\":{\"a\":{\"S\":\"x\"}}},\"l\":{\"L\":[{\"N\":\"%d\"}]}}")
        .formatted(i, i % 1000, i);
  }

  private static List<String> itemsWith(String late) {
    List<String> items = new ArrayList<>();
    for (int i = 0; i < ITEMS; i++) {
      items.add(usual(i));
    }
    items.add("{\"pk\":{\"S\":\"late\"}," + late + "}");
    return items;
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"new\":{\"S\":\"v\"}                       | new | VARCHAR        | v",
        "\"n\":{\"N\":\"1.1234\"}                    | n   | DECIMAL(18,4)  | 1.1234",
        "\"n\":{\"N\":\"12345678901234567890\"}      | n   | DECIMAL(38,2)  | 12345678901234567890.00",
        "\"n\":{\"S\":\"none\"}                      | n   | VARCHAR        | none",
        "\"m\":{\"M\":{\"b\":{\"BOOL\":true}}}       | m   | STRUCT(a VARCHAR, b BOOLEAN) | {'a': NULL, 'b': true}",
        "\"m\":{\"S\":\"flat\"}                      | m   | VARCHAR        | flat",
        "\"l\":{\"L\":[{\"S\":\"x\"}]}               | l   | VARCHAR[]      | [x]",
        "\"l\":{\"NS\":[\"7\"]}                      | l   | VARCHAR        | [7]",
      })
  void changeTheSchemaOfAllItems(String late, String column, String type, String value) {
    lake.backfill(export(itemsWith(late)), "--run-id", "r").done();

    assertThat(passes()).isEqualTo(2);
    assertThat(lake.duck().query("SELECT count(*) AS n FROM items"))
        .containsExactly(Map.of("n", ITEMS + 1L));
    assertThat(lake.duck().columns()).containsEntry(column, type);
    assertThat(
            lake.duck().query("SELECT " + column + "::VARCHAR AS v FROM items WHERE pk = 'late'"))
        .containsExactly(Map.of("v", value));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"n\":{\"NULL\":true},\"m\":{\"NULL\":true},\"l\":{\"L\":[]}",
        "\"n\":{\"N\":\"-1E+9\"}",
        "\"m\":{\"M\":{}}",
        "\"l\":{\"L\":[{\"NULL\":true}]}"
      })
  void needNoSecondPassIfTheyFit(String late) {
    lake.backfill(export(itemsWith(late)), "--run-id", "r").done();

    assertThat(passes()).isEqualTo(1);
    assertThat(lake.report("r").at("/items/written").asInt()).isEqualTo(ITEMS + 1);
    assertThat(lake.dataFiles()).hasSize(1);
  }

  @Test
  void areLeftOutIfMalformed() {
    List<String> items = itemsWith("\"n\":{\"N\":\"twelve\"}");
    lake.backfill(export(items)).failed(ErrorCode.BAD_DATA).contains("line 20001");
    assertThat(lake.dataFiles()).isEmpty();

    lake.backfill(export(items), "--max-bad-items", "1", "--run-id", "r").done();
    assertThat(passes()).isEqualTo(2);
    assertThat(lake.report("r").at("/items/written").asInt()).isEqualTo(ITEMS);
    assertThat(lake.metadata("quarantine")).contains("twelve");
  }

  @Test
  void leaveNothingOfAFileThatDoesNotVerify() {
    var export =
        lake.export()
            .file(itemsWith("\"x\":{\"S\":\"\"}"), FileQuirk.WRONG_MD5)
            .file(List.of(usual(1)))
            .write();
    lake.backfill(export, "--on-bad-file", "skip").failed(ErrorCode.PARTIAL);
    assertThat(lake.duck().columns()).doesNotContainKey("x");
    assertThat(lake.rows()).hasSize(1);
  }

  @Test
  void leaveOutFilteredItemsButNotTheirEvidence() {
    List<String> items = itemsWith("\"n\":{\"N\":\"0.12345\"}");
    lake.backfill(
            export(items),
            "--updated-at",
            "pk",
            "--start-date",
            "2024-01-01",
            "--run-id",
            "r",
            "--on-missing-updated-at",
            "drop")
        .done();
    assertThat(lake.report("r").at("/items/filtered").asInt()).isEqualTo(ITEMS + 1);
    assertThat(lake.report("r").at("/schema/columns").toString()).contains("decimal(18,6)");
  }

  /** Items of four days, then what is put behind them. */
  private static List<String> itemsOfDays(String... late) {
    List<String> items = new ArrayList<>();
    for (int i = 0; i < ITEMS; i++) {
      items.add(
          "{\"pk\":{\"S\":\"item-%06d-with-a-rather-long-key\"},\"at\":{\"S\":\"2024-05-0%dT00:00:00Z\"}}"
              .formatted(i, 1 + i % 4));
    }
    items.addAll(List.of(late));
    return items;
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"at\":{\"S\":\"2024-05-01T10:00:00Z\"}                        | 2024-05-01",
        "\"at\":{\"S\":\"2024-05-02T10:00:00Z\"},\"new\":{\"N\":\"1\"} | 2024-05-02",
        "\"at\":{\"S\":\"2031-01-01T10:00:00Z\"}                        | 2031-01-01",
        "\"new\":{\"N\":\"1\"}                       | __HIVE_DEFAULT_PARTITION__"
      })
  void findTheirPartitions(String late, String day) {
    lake.backfill(
            export(itemsOfDays("{\"pk\":{\"S\":\"late\"}," + late + "}")),
            "--partition-by",
            "d=day(at)",
            "--run-id",
            "r")
        .done();

    assertThat(lake.report("r").at("/items/written").asInt()).isEqualTo(ITEMS + 1);
    assertThat(
            DuckParquet.partitionedIn(lake.target())
                .query("SELECT coalesce(d, 'none') AS d FROM items WHERE pk = 'late'"))
        .containsExactly(Map.of("d", day.startsWith("__") ? nullPartition() : day));
    assertThat(lake.partitions()).contains("d=" + day);
  }

  private String nullPartition() {
    // DuckDB takes the null partition for its name, or for NULL.
    return DuckParquet.partitionedIn(lake.target())
            .query("SELECT d FROM items WHERE d = '__HIVE_DEFAULT_PARTITION__'")
            .isEmpty()
        ? "none"
        : "__HIVE_DEFAULT_PARTITION__";
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"e\":{\"S\":\"A\"},\"n\":{\"N\":\"9\"}                              | A | 9",
        "\"e\":{\"S\":\"A\"},\"n\":{\"N\":\"9.5\"}                            | A | 9.50",
        "\"e\":{\"S\":\"B\"},\"n\":{\"N\":\"9\"},\"new\":{\"S\":\"x\"} | B | 9",
        "\"e\":{\"S\":\"C\"},\"n\":{\"S\":\"text\"}                           | C | text"
      })
  void findTheirEntities(String late, String entity, String value) {
    List<String> items = new ArrayList<>();
    for (int i = 0; i < ITEMS; i++) {
      items.add(
          "{\"pk\":{\"S\":\"item-%06d-with-a-rather-long-key\"},\"e\":{\"S\":\"%s\"},\"n\":{\"N\":\"%d\"}}"
              .formatted(i, i % 2 == 0 ? "A" : "B", i));
    }
    items.add("{\"pk\":{\"S\":\"late\"}," + late + "}");
    lake.backfill(export(items), "--entity-by", "e", "--run-id", "r").done();

    assertThat(lake.report("r").at("/items/written").asInt()).isEqualTo(ITEMS + 1);
    DuckParquet written = DuckParquet.in(lake.target().resolve(entity));
    assertThat(written.query("SELECT n::VARCHAR AS n FROM items WHERE pk = 'late'"))
        .containsExactly(Map.of("n", value));
    long before = entity.equals("C") ? 0 : ITEMS / 2;
    assertThat(written.query("SELECT count(*) AS n FROM items"))
        .containsExactly(Map.of("n", before + 1));
  }

  @Test
  void areLeftOutOfTheirPartitionsIfMalformed() {
    lake.backfill(
            export(itemsOfDays("{\"pk\":{\"S\":\"late\"},\"at\":{\"S\":5}}")),
            "--partition-by",
            "d=day(at)",
            "--max-bad-items",
            "1",
            "--run-id",
            "r")
        .done();
    assertThat(lake.report("r").at("/items/written").asInt()).isEqualTo(ITEMS);
    assertThat(lake.rows()).hasSize(ITEMS);
    assertThat(lake.partitions()).hasSize(4);
  }

  @Test
  void leaveNothingInPartitionsOfAFileThatDoesNotVerify() {
    var export =
        lake.export()
            .file(itemsOfDays(), FileQuirk.WRONG_MD5)
            .file(itemsOfDays().subList(0, 10))
            .write();
    lake.backfill(export, "--partition-by", "d=day(at)", "--on-bad-file", "skip")
        .failed(ErrorCode.PARTIAL);
    assertThat(lake.rows()).hasSize(10);
  }

  @Test
  void ofAnotherEntityMakeItsDataset() {
    lake.backfill(
            export(itemsOfDays("{\"pk\":{\"S\":\"late\"},\"kind\":{\"S\":\"rare\"}}")),
            "--entity-by",
            "kind",
            "--run-id",
            "r")
        .done();
    assertThat(lake.report("r").at("/items/written").asInt()).isEqualTo(ITEMS + 1);
    assertThat(lake.partitions()).hasSize(2);
  }

  private WrittenExport export(List<String> items) {
    return lake.export().file(items).write();
  }

  /** How often the data files were read: the report has no time for verifying alone if once. */
  private int passes() {
    return lake.report("r").at("/seconds/verify").asDouble() == 0 ? 1 : 2;
  }
}
