package io.dynalake.dataset.parquet;

import static org.apache.parquet.schema.LogicalTypeAnnotation.dateType;
import static org.apache.parquet.schema.LogicalTypeAnnotation.decimalType;
import static org.apache.parquet.schema.LogicalTypeAnnotation.listType;
import static org.apache.parquet.schema.LogicalTypeAnnotation.mapType;
import static org.apache.parquet.schema.LogicalTypeAnnotation.stringType;
import static org.apache.parquet.schema.LogicalTypeAnnotation.timestampType;
import static org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName.BINARY;
import static org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName.BOOLEAN;
import static org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName.DOUBLE;
import static org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName.FIXED_LEN_BYTE_ARRAY;
import static org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName.INT32;
import static org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName.INT64;
import static org.apache.parquet.schema.Type.Repetition.OPTIONAL;
import static org.apache.parquet.schema.Type.Repetition.REPEATED;
import static org.apache.parquet.schema.Type.Repetition.REQUIRED;

import io.dynalake.batch.Decimal128Vector;
import io.dynalake.batch.ItemBatch;
import io.dynalake.schema.ColumnType;
import io.dynalake.schema.Field;
import io.dynalake.schema.ItemSchema;
import java.util.ArrayList;
import java.util.List;
import org.apache.parquet.schema.GroupType;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.TimeUnit;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.apache.parquet.schema.Type;
import org.apache.parquet.schema.Types;
import org.jspecify.annotations.Nullable;

/** The schema of a file, as Spark would write it: everything is optional but the keys of maps. */
final class ParquetTypes {
  private ParquetTypes() {}

  static MessageType messageType(ItemSchema schema) {
    return new MessageType("spark_schema", fields(schema.fields()));
  }

  private static List<Type> fields(List<Field> fields) {
    List<Type> types = new ArrayList<>(fields.size());
    for (Field field : fields) {
      types.add(type(field.name(), field.type()));
    }
    return types;
  }

  private static Type type(String name, ColumnType type) {
    if (type instanceof ColumnType.Text) {
      return primitive(BINARY, stringType(), name);
    } else if (type instanceof ColumnType.Bool) {
      return primitive(BOOLEAN, null, name);
    } else if (type instanceof ColumnType.Binary) {
      return primitive(BINARY, null, name);
    } else if (type instanceof ColumnType.Int64) {
      return primitive(INT64, null, name);
    } else if (type instanceof ColumnType.Decimal decimal) {
      LogicalTypeAnnotation logical = decimalType(decimal.scale(), decimal.precision());
      return decimal.precision() <= ItemBatch.MAX_LONG_PRECISION
          ? primitive(INT64, logical, name)
          : Types.primitive(FIXED_LEN_BYTE_ARRAY, OPTIONAL)
              .length(Decimal128Vector.WIDTH)
              .as(logical)
              .named(name);
    } else if (type instanceof ColumnType.Float64) {
      return primitive(DOUBLE, null, name);
    } else if (type instanceof ColumnType.Timestamp) {
      return primitive(INT64, timestampType(true, TimeUnit.MICROS), name);
    } else if (type instanceof ColumnType.Date) {
      return primitive(INT32, dateType(), name);
    } else if (type instanceof ColumnType.ListOf list) {
      GroupType repeated = new GroupType(REPEATED, "list", type("element", list.element()));
      return Types.optionalGroup().as(listType()).addField(repeated).named(name);
    } else if (type instanceof ColumnType.Struct struct) {
      return new GroupType(OPTIONAL, name, fields(struct.fields()));
    } else if (type instanceof ColumnType.MapOf map) {
      Type key = Types.primitive(BINARY, REQUIRED).as(stringType()).named("key");
      GroupType repeated = new GroupType(REPEATED, "key_value", key, type("value", map.value()));
      return Types.optionalGroup().as(mapType()).addField(repeated).named(name);
    }
    throw new IllegalStateException(type.toString());
  }

  private static Type primitive(
      PrimitiveTypeName physical, @Nullable LogicalTypeAnnotation logical, String name) {
    return Types.primitive(physical, OPTIONAL).as(logical).named(name);
  }
}
