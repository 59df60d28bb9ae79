package io.dynalake.it.input;

import static org.assertj.core.api.Assertions.assertThat;

import io.dynalake.error.ErrorCode;
import io.dynalake.testsupport.export.WrittenExport;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A dataset's schema from one export to the next. */
final class PinnedSchemaIT {
  private static final String FIRST =
      "{\"pk\":{\"S\":\"a\"},\"n\":{\"N\":\"7\"},\"total\":{\"N\":\"12.50\"},"
          + "\"place\":{\"M\":{\"city\":{\"S\":\"x\"}}},\"tags\":{\"NS\":[\"1\"]}}";

  private final Lake lake;

  PinnedSchemaIT(@TempDir Path folder) {
    lake = new Lake(folder);
    lake.backfill(lake.exportOf(FIRST)).done();
  }

  private WrittenExport next(String... items) {
    return lake.export().id("01715685299999-0a0a0a0a").file(List.of(items)).write();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "n       | {\"N\":\"7.5\"}           | bigint        | 1 integer and 1 fraction digits",
        "n       | {\"S\":\"seven\"}         | bigint        | values of type S (1)",
        "n       | {\"N\":\"9223372036854775808\"} | bigint  | beyond 64 bits",
        "total   | {\"N\":\"1.005\"}         | decimal(18,2) | 3 fraction digits",
        "place      | {\"S\":\"nowhere\"}       | struct<       | values of type S (1)",
        "place.city | {\"N\":\"1\"}             | string        | ",
        "tags    | {\"NS\":[\"1\",\"2.5\"]}  | array<bigint> | 1 fraction digits",
        "tags    | {\"L\":[{\"N\":\"1\"}]}   | array<bigint> | values of type L (1)",
      })
  void refusesValuesThatDoNotFit(String path, String value, String type, String evidence) {
    String attribute =
        path.equals("place.city")
            ? "\"place\":{\"M\":{\"city\":" + value + "}}"
            : "\"" + path + "\":" + value;
    WrittenExport export = next("{\"pk\":{\"S\":\"b\"}," + attribute + "}");
    if (evidence == null) {
      // Text takes everything.
      lake.backfill(export).done();
      assertThat(lake.values("pk")).containsExactly("a", "b");
      return;
    }
    lake.backfill(export)
        .failed(ErrorCode.BAD_DATA)
        .contains("column " + path + ": the dataset's schema has " + type)
        .contains(evidence)
        .contains("leave the attribute out by --drop " + path)
        .contains("or give another --target, where --type " + path + "=string takes everything");
    assertThat(lake.values("pk")).containsExactly("a");
    assertThat(lake.files()).doesNotContain("_dynalake/schema/v0002.json");

    // As it says: without the attribute the rest goes in.
    lake.backfill(export, "--drop", path).done();
    assertThat(lake.values("pk")).containsExactly("a", "b");
  }

  @Test
  void addsColumnsAndStructFieldsBehindThoseThatWereThere() {
    lake.backfill(
            next(
                "{\"pk\":{\"S\":\"b\"},\"bonus\":{\"BOOL\":true},"
                    + "\"place\":{\"M\":{\"city\":{\"S\":\"y\"},\"block\":{\"N\":\"4\"}}}}"),
            "--run-id",
            "second")
        .done();
    assertThat(lake.files()).contains("_dynalake/schema/v0001.json", "_dynalake/schema/v0002.json");
    assertThat(lake.report("second").at("/schema/version").asInt()).isEqualTo(2);
    assertThat(lake.report("second").at("/schema/changes").toString())
        .contains("bonus")
        .contains("place.block");
    // Old files are read under the new schema.
    assertThat(
            lake.duck()
                .query("SELECT pk, n, bonus, place.city AS city, place.block AS block FROM items")
                .toString())
        .contains("{pk=a, n=7, bonus=null, city=x, block=null}")
        .contains("{pk=b, n=null, bonus=true, city=y, block=4}");
    List<String> files = lake.dataFiles();
    String newest =
        files.stream().filter(file -> file.contains("-second.")).findFirst().orElseThrow();
    assertThat(Lake.spark().read().parquet(lake.target().resolve(newest).toString()).columns())
        .containsExactly("n", "pk", "place", "tags", "total", "bonus");
  }

  @Test
  void keepsTheVersionIfNothingIsNew() {
    lake.backfill(next("{\"pk\":{\"S\":\"b\"},\"n\":{\"N\":\"8\"}}"), "--run-id", "second").done();
    assertThat(lake.files()).doesNotContain("_dynalake/schema/v0002.json");
    assertThat(lake.report("second").at("/schema/version").asInt()).isEqualTo(1);
    assertThat(lake.values("n")).containsExactly("7", "8");
    assertThat(lake.values("total")).containsExactly("12.50", "null");
  }

  @Test
  void refusesTypeOptionThatContradictsTheSchema() {
    lake.backfill(next("{\"pk\":{\"S\":\"b\"},\"n\":{\"N\":\"8\"}}"), "--type", "n=string")
        .failed(ErrorCode.BAD_DATA)
        .contains("column n: the dataset's schema has bigint, --type says string")
        .contains("leave this --type out or give another --target");
  }

  @Test
  void refusesOtherPartitionsThanTheDatasetHas() {
    lake.backfill(next("{\"pk\":{\"S\":\"b\"}}"), "--partition-by", "pk")
        .failed(ErrorCode.USAGE)
        .contains("--partition-by 'pk=pk': the dataset is partitioned by (nothing)");
    assertThat(lake.values("pk")).containsExactly("a");
  }
}
