package io.dynalake.jobs.backfill;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.struct;

import io.dynalake.schema.SparkTypes;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.MapType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/** The columns of rows under the names that options call them by. */
final class AttributeColumns {
  private final Map<String, Column> columns = new LinkedHashMap<>();

  private AttributeColumns() {}

  /** Of typed items: by attribute, whatever the columns are called. */
  static AttributeColumns ofItems(StructType schema) {
    var byAttribute = new AttributeColumns();
    for (StructField field : schema.fields()) {
      Column column = col(quoted(field.name())).cast(byAttribute(field.dataType()));
      String attribute = attribute(field);
      byAttribute.columns.put(attribute, column.as(attribute));
    }
    return byAttribute;
  }

  /** Of the result of a query: by their own names, for an attribute may have become anything. */
  static AttributeColumns ofResult(StructType schema) {
    var byName = new AttributeColumns();
    for (String name : schema.fieldNames()) {
      byName.columns.put(name, col(quoted(name)));
    }
    return byName;
  }

  Set<String> names() {
    return columns.keySet();
  }

  /** A struct of the columns, to be given to a function over rows. */
  Column row(Collection<String> names) {
    return struct(
        names.stream()
            .distinct()
            .map(name -> Objects.requireNonNull(columns.get(name), name))
            .toArray(Column[]::new));
  }

  static String quoted(String name) {
    return "`" + name.replace("`", "``") + "`";
  }

  private static String attribute(StructField field) {
    return field.metadata().contains(SparkTypes.NAME)
        ? field.metadata().getString(SparkTypes.NAME)
        : field.name();
  }

  private static DataType byAttribute(DataType type) {
    if (type instanceof StructType struct) {
      StructType renamed = new StructType();
      for (StructField field : struct.fields()) {
        renamed = renamed.add(attribute(field), byAttribute(field.dataType()), field.nullable());
      }
      return renamed;
    } else if (type instanceof ArrayType array) {
      return new ArrayType(byAttribute(array.elementType()), array.containsNull());
    } else if (type instanceof MapType map) {
      return new MapType(map.keyType(), byAttribute(map.valueType()), map.valueContainsNull());
    }
    return type;
  }
}
