package io.dynalake.dataset.iceberg;

import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.transform;
import static org.apache.spark.sql.functions.transform_values;
import static org.apache.spark.sql.functions.when;

import java.util.Arrays;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.MapType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/** Values of the types of a table: fields of structs by name, null where there are none. */
final class Conformed {
  private Conformed() {}

  static Column column(Column value, DataType from, DataType to) {
    if (DataType.equalsIgnoreNullability(from, to)) {
      return value;
    }
    if (from instanceof StructType given && to instanceof StructType wanted) {
      Column[] fields =
          Arrays.stream(wanted.fields())
              .map(field -> field(value, given, field).as(field.name()))
              .toArray(Column[]::new);
      return when(value.isNull(), lit(null).cast(to)).otherwise(struct(fields));
    }
    if (from instanceof ArrayType given && to instanceof ArrayType wanted) {
      return transform(value, e -> column(e, given.elementType(), wanted.elementType()));
    }
    if (from instanceof MapType given && to instanceof MapType wanted) {
      return transform_values(
          value, (key, each) -> column(each, given.valueType(), wanted.valueType()));
    }
    return value.cast(to);
  }

  private static Column field(Column value, StructType given, StructField wanted) {
    List<String> names = List.of(given.fieldNames());
    return names.contains(wanted.name())
        ? column(
            value.getField(wanted.name()), given.apply(wanted.name()).dataType(), wanted.dataType())
        : lit(null).cast(wanted.dataType());
  }
}
