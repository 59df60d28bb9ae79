package io.dynalake.dataset.iceberg;

import static io.dynalake.dataset.iceberg.IcebergState.WRITTEN_AT;
import static io.dynalake.dataset.iceberg.SparkTables.quoted;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.row_number;

import io.dynalake.dataset.iceberg.IcebergState.Window;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.expressions.WindowSpec;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/** What merges changes into a table: whole items, and every column of them. */
final class MergeStatement {
  private static final String OPERATION = "operation";
  private static final String TIME = "write_time";
  private static final String KEYS = "keys";
  private static final String IMAGE = "new_image";
  private static final String RANK = "rank";

  private MergeStatement() {}

  /**
   * Merges changes.
   *
   * @param name of the table in Spark
   */
  static void run(String name, Dataset<Row> changes, Window window) {
    SparkSession session = changes.sparkSession();
    StructType table = session.table(name).schema();
    String view = "changes_" + UUID.randomUUID().toString().replace("-", "");
    Column[] keys = keys(changes.schema(), table, window).toArray(Column[]::new);
    Optional<ChangedKeys> changed = ChangedKeys.of(changes.select(keys));
    try {
      lastChanges(changes, table, window).createOrReplaceTempView(view);
      String some = changed.map(c -> " AND " + c.condition(tableKeys(window))).orElse("");
      session.sql(sql(name, table, view, matches(window) + some, window)).collectAsList();
    } finally {
      changed.ifPresent(ChangedKeys::close);
      session.catalog().dropTempView(view);
    }
  }

  /** The keys of changes, {@code k0…}, of the table's types. */
  private static List<Column> keys(StructType changes, StructType table, Window window) {
    StructType given = (StructType) changes.apply(KEYS).dataType();
    List<Column> keys = new ArrayList<>();
    for (String key : window.keys()) {
      DataType type = table.apply(key).dataType();
      Column value = col(KEYS).getField(key);
      keys.add(Conformed.column(value, given.apply(key).dataType(), type).as("k" + keys.size()));
    }
    return keys;
  }

  private static List<String> changedKeys(Window window) {
    return IntStream.range(0, window.keys().size()).mapToObj(i -> "k" + i).toList();
  }

  private static List<String> tableKeys(Window window) {
    return window.keys().stream().map(key -> "t." + quoted(key)).toList();
  }

  private static String matches(Window window) {
    List<String> keys = tableKeys(window);
    return IntStream.range(0, keys.size())
        .mapToObj(i -> keys.get(i) + " = s.k" + i)
        .collect(Collectors.joining(" AND "));
  }

  /**
   * One change for each item: its operation, its time, its keys {@code k0…} and the table's columns
   * {@code c0…}, of the table's types. An attribute that the item has no more is null.
   */
  private static Dataset<Row> lastChanges(Dataset<Row> changes, StructType table, Window window) {
    StructType given = changes.schema();
    List<Column> columns = new ArrayList<>(List.of(col(OPERATION), col(TIME)));
    columns.addAll(keys(given, table, window));
    StructField[] fields = table.fields();
    for (int i = 0; i < fields.length; i++) {
      columns.add(value(given, fields[i]).as("c" + i));
    }
    WindowSpec byKey =
        org.apache.spark.sql.expressions.Window.partitionBy(
                changedKeys(window).stream().map(key -> col(key)).toArray(Column[]::new))
            .orderBy(col(TIME).desc(), col(OPERATION).asc());
    return changes
        .select(columns.toArray(Column[]::new))
        .withColumn(RANK, row_number().over(byKey))
        .where(col(RANK).equalTo(1))
        .drop(RANK);
  }

  /** Rows as the table's columns are. */
  static Column[] conformed(StructType given, StructType table) {
    List<String> names = List.of(given.fieldNames());
    return Arrays.stream(table.fields())
        .map(
            field ->
                (names.contains(field.name())
                        ? Conformed.column(
                            col(quoted(field.name())),
                            given.apply(field.name()).dataType(),
                            field.dataType())
                        : lit(null).cast(field.dataType()))
                    .as(field.name()))
        .toArray(Column[]::new);
  }

  private static Column value(StructType changes, StructField column) {
    if (column.name().equals(WRITTEN_AT)) {
      return col(TIME);
    }
    Column none = lit(null).cast(column.dataType());
    if (!Arrays.asList(changes.fieldNames()).contains(IMAGE)
        || !(changes.apply(IMAGE).dataType() instanceof StructType image)
        || !Arrays.asList(image.fieldNames()).contains(column.name())) {
      return none;
    }
    Column value = col(IMAGE).getField(column.name());
    return Conformed.column(value, image.apply(column.name()).dataType(), column.dataType());
  }

  private static String sql(
      String name, StructType table, String view, String matches, Window window) {
    String[] columns =
        Arrays.stream(table.fieldNames()).map(SparkTables::quoted).toArray(String[]::new);
    String newer =
        "s."
            + TIME
            + " >= coalesce(t."
            + WRITTEN_AT
            + ", timestamp_micros("
            + micros(window)
            + "))";
    String assignments =
        IntStream.range(0, columns.length)
            .mapToObj(i -> "t." + columns[i] + " = s.c" + i)
            .collect(Collectors.joining(", "));
    String values =
        IntStream.range(0, columns.length)
            .mapToObj(i -> "s.c" + i)
            .collect(Collectors.joining(", "));
    return "MERGE INTO "
        + name
        + " AS t USING "
        + view
        + " AS s ON "
        + matches
        + " WHEN MATCHED AND s.operation = 'delete' AND "
        + newer
        + " THEN DELETE WHEN MATCHED AND s.operation = 'upsert' AND "
        + newer
        + " THEN UPDATE SET "
        + assignments
        // A delete of an item that is not there has nothing to insert.
        + " WHEN NOT MATCHED AND s.operation = 'upsert' THEN INSERT ("
        + String.join(", ", columns)
        + ") VALUES ("
        + values
        + ")";
  }

  private static long micros(Window window) {
    var baseline = window.baseline();
    return Math.addExact(
        Math.multiplyExact(baseline.getEpochSecond(), 1_000_000L), baseline.getNano() / 1_000);
  }
}
