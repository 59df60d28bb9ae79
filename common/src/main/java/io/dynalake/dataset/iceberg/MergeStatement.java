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
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
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
   * One change for each item: its operation, its time, its keys {@code k0…} and the table's columns
   * {@code c0…}, of the table's types. An attribute that the item has no more is null.
   */
  static Dataset<Row> lastChanges(Dataset<Row> changes, StructType table, Window window) {
    StructType given = changes.schema();
    StructType keys = (StructType) given.apply(KEYS).dataType();
    List<Column> columns = new ArrayList<>(List.of(col(OPERATION), col(TIME)));
    for (int i = 0; i < window.keys().size(); i++) {
      String key = window.keys().get(i);
      DataType type = table.apply(key).dataType();
      Column value = col(KEYS).getField(key);
      columns.add(Conformed.column(value, keys.apply(key).dataType(), type).as("k" + i));
    }
    StructField[] fields = table.fields();
    for (int i = 0; i < fields.length; i++) {
      columns.add(value(given, fields[i]).as("c" + i));
    }
    WindowSpec byKey =
        org.apache.spark.sql.expressions.Window.partitionBy(
                IntStream.range(0, window.keys().size())
                    .mapToObj(i -> col("k" + i))
                    .toArray(Column[]::new))
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

  /** The statement, over a view of the changes that it makes. */
  static String sql(String name, StructType table, Dataset<Row> changes, Window window) {
    String view = "changes_" + UUID.randomUUID().toString().replace("-", "");
    changes.createOrReplaceTempView(view);
    String[] columns =
        Arrays.stream(table.fieldNames()).map(SparkTables::quoted).toArray(String[]::new);
    String matches =
        IntStream.range(0, window.keys().size())
            .mapToObj(i -> "t." + quoted(window.keys().get(i)) + " = s.k" + i)
            .collect(Collectors.joining(" AND "));
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
