package io.dynalake.dataset.parquet;

import io.dynalake.schema.ColumnType;
import io.dynalake.schema.Field;
import io.dynalake.schema.ItemSchema;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.jspecify.annotations.Nullable;
import scala.collection.JavaConverters;

/** Reads Parquet files with Spark, as the values that items are expected to have. */
final class SparkRows {
  private SparkRows() {}

  /** A session for the tests of this JVM. */
  static SparkSession session() {
    return SparkSession.builder()
        .master("local[1]")
        .appName("test")
        .config("spark.ui.enabled", "false")
        .config("spark.sql.session.timeZone", "UTC")
        .config("spark.sql.datetime.java8API.enabled", "true")
        .config("spark.sql.files.maxPartitionBytes", "1g")
        .getOrCreate();
  }

  static List<List<@Nullable Object>> read(Path file, ItemSchema schema) {
    return rows(session().read().parquet(file.toString()), schema);
  }

  static List<List<@Nullable Object>> rows(Dataset<Row> data, ItemSchema schema) {
    List<List<@Nullable Object>> rows = new ArrayList<>();
    for (Row row : data.collectAsList()) {
      rows.add(struct(row, schema.fields()));
    }
    return rows;
  }

  private static List<@Nullable Object> struct(Row row, List<Field> fields) {
    if (row.size() != fields.size()) {
      throw new AssertionError(row.schema());
    }
    List<@Nullable Object> values = new ArrayList<>();
    for (int i = 0; i < fields.size(); i++) {
      values.add(value(row.get(i), fields.get(i).type()));
    }
    return values;
  }

  private static @Nullable Object value(@Nullable Object value, ColumnType type) {
    if (value == null) {
      return null;
    } else if (value instanceof byte[] bytes) {
      return ByteBuffer.wrap(bytes);
    } else if (type instanceof ColumnType.Struct struct) {
      return struct((Row) value, struct.fields());
    } else if (type instanceof ColumnType.ListOf list) {
      List<@Nullable Object> elements = new ArrayList<>();
      Collection<?> collection =
          JavaConverters.asJavaCollection((scala.collection.Iterable<?>) value);
      for (Object element : collection) {
        elements.add(value(element, list.element()));
      }
      return elements;
    } else if (type instanceof ColumnType.MapOf map) {
      Map<String, @Nullable Object> entries = new LinkedHashMap<>();
      JavaConverters.mapAsJavaMap((scala.collection.Map<?, ?>) value)
          .forEach((key, entry) -> entries.put((String) key, value(entry, map.value())));
      return entries;
    }
    return value;
  }
}
