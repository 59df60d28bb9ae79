package io.dynalake.bench.peer;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * Converts an export with nothing but Spark: {@code SparkMain DATA-FOLDER OUTPUT-FOLDER}. Spark
 * infers {@code {"total":{"N":"1.50"}}} as structs of structs, which are unwrapped column by
 * column.
 */
final class SparkMain {
  private static final String NUMBER = "decimal(38,6)";

  /** Types of attributes, those that can be unwrapped. */
  private static final List<String> TYPES =
      List.of("S", "N", "BOOL", "B", "M", "L", "SS", "NS", "BS");

  private SparkMain() {}

  public static void main(String[] args) throws IOException {
    try (SparkSession spark = session()) {
      Dataset<Row> lines = spark.read().json(args[0]);
      StructType item = (StructType) lines.schema().apply("Item").dataType();
      lines.select(members(functions.col("Item"), item)).write().parquet(args[1]);
    }
  }

  static SparkSession session() {
    return SparkSession.builder()
        .master("local[*]")
        .appName("bench")
        .config("spark.ui.enabled", "false")
        .getOrCreate();
  }

  private static Column[] members(Column map, StructType types) {
    List<Column> columns = new ArrayList<>();
    for (StructField attribute : types.fields()) {
      Column wrapped = map.getField(attribute.name());
      columns.add(value(wrapped, (StructType) attribute.dataType()).as(attribute.name()));
    }
    return columns.toArray(Column[]::new);
  }

  /** The value in a wrapper such as {@code struct<S:string>}. */
  private static Column value(Column wrapped, StructType wrapper) {
    List<String> seen = Arrays.asList(wrapper.fieldNames());
    for (String type : TYPES) {
      if (seen.contains(type)) {
        return value(wrapped.getField(type), type, wrapper.apply(type));
      }
    }
    return functions.lit(null).cast("string");
  }

  private static Column value(Column inner, String type, StructField field) {
    return switch (type) {
      case "N" -> inner.cast(NUMBER);
      case "B" -> functions.unbase64(inner);
      case "M" ->
          functions.when(
              inner.isNotNull(), functions.struct(members(inner, (StructType) field.dataType())));
      case "L" -> {
        StructType element = (StructType) ((ArrayType) field.dataType()).elementType();
        yield functions.transform(inner, each -> value(each, element));
      }
      case "NS" -> functions.transform(inner, each -> each.cast(NUMBER));
      case "BS" -> functions.transform(inner, functions::unbase64);
      default -> inner;
    };
  }
}
