package io.dynalake.it.input;

import java.nio.ByteBuffer;
import java.sql.Date;
import java.sql.Timestamp;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.StructField;
import org.jspecify.annotations.Nullable;
import scala.collection.Seq;

/** Rows as Spark reads them, in the same plain values as those of DuckDB. */
final class SparkValues {
  private SparkValues() {}

  static List<Map<String, @Nullable Object>> rows(Dataset<Row> frame) {
    List<Map<String, @Nullable Object>> rows = new ArrayList<>();
    for (Row row : frame.collectAsList()) {
      rows.add(map(row));
    }
    return rows;
  }

  /** Type by column, as the catalog has it. */
  static Map<String, String> types(Dataset<Row> frame) {
    Map<String, String> types = new TreeMap<>();
    for (StructField field : frame.schema().fields()) {
      types.put(field.name(), field.dataType().catalogString());
    }
    return types;
  }

  private static Map<String, @Nullable Object> map(Row row) {
    Map<String, @Nullable Object> map = new LinkedHashMap<>();
    for (int i = 0; i < row.length(); i++) {
      map.put(row.schema().fields()[i].name(), plain(row.get(i)));
    }
    return map;
  }

  private static @Nullable Object plain(@Nullable Object value) {
    if (value instanceof Row row) {
      return map(row);
    } else if (value instanceof Seq<?>) {
      List<@Nullable Object> list = new ArrayList<>();
      // Rows convert Scala's collections, the same way for every version of Scala.
      for (Object element : RowFactory.create(value).getList(0)) {
        list.add(plain(element));
      }
      return list;
    } else if (value instanceof scala.collection.Map<?, ?>) {
      Map<String, @Nullable Object> map = new LinkedHashMap<>();
      RowFactory.create(value)
          .getJavaMap(0)
          .forEach((key, entry) -> map.put(String.valueOf(key), plain(entry)));
      return map;
    } else if (value instanceof byte[] bytes) {
      return ByteBuffer.wrap(bytes);
    } else if (value instanceof Timestamp timestamp) {
      return timestamp.toInstant();
    } else if (value instanceof Date date) {
      return date.toLocalDate();
    }
    return value;
  }
}
