package io.dynalake.it.input;

import static java.util.Objects.requireNonNull;
import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;

import com.holdenkarau.spark.testing.JavaDataFrameSuiteBase;
import io.dynalake.testsupport.export.ExportWriter;
import io.dynalake.testsupport.export.FileQuirk;
import io.dynalake.testsupport.export.RandomItems;
import io.dynalake.testsupport.export.Value;
import io.dynalake.testsupport.export.WrittenExport;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.function.Function;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.apache.spark.util.Utils;
import org.jspecify.annotations.Nullable;

/** Random items of all types, to Parquet and back, against an expectation of the test's own. */
final class RoundTripIT {
  private static final int FILE_ITEMS = 12;

  /** An export of four files, one of them empty, and what it holds. */
  private record Round(Lake lake, WrittenExport export, List<Value.MapOf> items) {
    static Round of(long seed) throws IOException {
      Lake lake = new Lake(Files.createTempDirectory("round-trip"));
      RandomItems random = new RandomItems(seed);
      List<Value.MapOf> items = random.items(3 * FILE_ITEMS);
      List<String> json = items.stream().map(random::json).toList();
      ExportWriter writer = lake.export().file(json.subList(0, FILE_ITEMS)).file(List.of());
      writer.file(json.subList(FILE_ITEMS, 2 * FILE_ITEMS), FileQuirk.MULTI_MEMBER);
      writer.file(json.subList(2 * FILE_ITEMS, 3 * FILE_ITEMS), FileQuirk.NO_LAST_NEWLINE);
      return new Round(lake, writer.write(), items);
    }

    void delete() {
      Utils.deleteRecursively(lake.root().toFile());
    }

    /** Asserts that a reader found every item, and in every column what the item has there. */
    void check(List<Map<String, @Nullable Object>> rows) {
      SortedMap<String, ExpectedType> columns = ExpectedType.columns(items);
      Map<Object, Map<String, @Nullable Object>> byKey =
          rows.stream().collect(toMap(row -> String.valueOf(row.get("pk")), Function.identity()));
      assertThat(rows).hasSameSizeAs(items);
      for (Value.MapOf item : items) {
        String key = ((Value.Text) requireNonNull(item.attributes().get("pk"))).text();
        assertThat(byKey).containsKey(key);
        Map<String, @Nullable Object> row = requireNonNull(byKey.get(key));
        columns.forEach(
            (name, type) ->
                ExpectedValue.check(name, type, item.attributes().get(name), row.get(name)));
      }
    }
  }

  @Property(tries = 5, shrinking = ShrinkingMode.OFF)
  void sparkAndDuckDbReadTheItemsThatWereExported(@ForAll long seed) throws IOException {
    Round round = Round.of(seed);
    round.lake.backfill(round.export).done();
    assertThat(SparkValues.types(round.lake.frame()))
        .isEqualTo(ExpectedType.ddl(ExpectedType.columns(round.items)));
    round.check(SparkValues.rows(round.lake.frame()));
    round.check(round.lake.rows());
    round.delete();
  }

  @Property(tries = 3, shrinking = ShrinkingMode.OFF)
  void partitionedByBucketsTheItemsAreTheSame(@ForAll long seed) throws IOException {
    Round round = Round.of(seed);
    round.lake.backfill(round.export, "--partition-by", "part=bucket(3, pk)").done();
    assertThat(round.lake.partitions()).containsExactly("part=0", "part=1", "part=2");
    round.check(SparkValues.rows(round.lake.frame().drop("part")));
    round.check(round.lake.rows());
    round.delete();
  }

  @Property(tries = 2, shrinking = ShrinkingMode.OFF)
  void theDataSourceGivesTheFrameThatTheDatasetHolds(@ForAll long seed) throws IOException {
    Round round = Round.of(seed);
    round.lake.backfill(round.export).done();
    Dataset<Row> source =
        Lake.spark().read().format("dynamodb-export").load(round.export.folder().toString());
    round.check(SparkValues.rows(source));
    new JavaDataFrameSuiteBase()
        .assertDataFrameNoOrderEquals(comparable(source), comparable(round.lake.frame()));
    round.delete();
  }

  /**
   * Without columns that hold maps, by which Spark cannot group, and with names that need no
   * quotes, for the comparison does not quote them. Field metadata stays.
   */
  private static Dataset<Row> comparable(Dataset<Row> frame) {
    Column[] columns =
        SparkValues.types(frame).entrySet().stream()
            .filter(column -> !column.getValue().contains("map<"))
            .map(column -> functions.col("`" + column.getKey().replace("`", "``") + "`"))
            .toArray(Column[]::new);
    Dataset<Row> selected = frame.select(columns);
    String[] names =
        IntStream.range(0, columns.length).mapToObj(i -> "c" + i).toArray(String[]::new);
    return selected.toDF(names);
  }
}
