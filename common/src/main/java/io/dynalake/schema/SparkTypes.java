package io.dynalake.schema;

import io.dynalake.error.ErrorCode;
import io.dynalake.error.JobException;
import io.dynalake.item.AttributeType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.DecimalType;
import org.apache.spark.sql.types.MapType;
import org.apache.spark.sql.types.Metadata;
import org.apache.spark.sql.types.MetadataBuilder;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * Schemas as Spark has them. The metadata of every field, nested ones too, tells what it was in
 * DynamoDB: {@value #NAME}, the attribute's name; {@value #TYPE}, the type of its values, for
 * example {@code S}, {@code SS}, {@code L<NS>} for lists of sets, or {@code mixed}; and for mixed
 * ones {@value #TYPES}, all of them.
 */
public final class SparkTypes {
  /** The attribute's name. */
  public static final String NAME = "dynamodb.name";

  /** The type of the attribute's values. */
  public static final String TYPE = "dynamodb.type";

  /** The types of the attribute's values where there are several, separated by commas. */
  public static final String TYPES = "dynamodb.types";

  private static final String MIXED = "mixed";

  private SparkTypes() {}

  /** The schema for Spark, everything nullable. */
  public static StructType toStructType(ItemSchema schema) {
    return struct(schema.fields());
  }

  /** The type for Spark. */
  public static DataType toDataType(ColumnType type) {
    if (type instanceof ColumnType.Text) {
      return DataTypes.StringType;
    }
    if (type instanceof ColumnType.Bool) {
      return DataTypes.BooleanType;
    }
    if (type instanceof ColumnType.Binary) {
      return DataTypes.BinaryType;
    }
    if (type instanceof ColumnType.Int64) {
      return DataTypes.LongType;
    }
    if (type instanceof ColumnType.Decimal decimal) {
      return DataTypes.createDecimalType(decimal.precision(), decimal.scale());
    }
    if (type instanceof ColumnType.Float64) {
      return DataTypes.DoubleType;
    }
    if (type instanceof ColumnType.Timestamp) {
      return DataTypes.TimestampType;
    }
    if (type instanceof ColumnType.Date) {
      return DataTypes.DateType;
    }
    if (type instanceof ColumnType.ListOf list) {
      return DataTypes.createArrayType(toDataType(list.element()), true);
    }
    if (type instanceof ColumnType.MapOf map) {
      return DataTypes.createMapType(DataTypes.StringType, toDataType(map.value()), true);
    }
    return struct(((ColumnType.Struct) type).fields());
  }

  private static StructType struct(List<Field> fields) {
    return DataTypes.createStructType(
        fields.stream()
            .map(f -> new StructField(f.name(), toDataType(f.type()), true, metadata(f)))
            .toArray(StructField[]::new));
  }

  private static Metadata metadata(Field field) {
    MetadataBuilder metadata = new MetadataBuilder().putString(NAME, field.attribute());
    Set<AttributeType> types = EnumSet.noneOf(AttributeType.class);
    types.addAll(field.seen());
    if (types.size() > 1) {
      types.remove(AttributeType.NULL);
    }
    if (types.size() > 1) {
      metadata.putString(TYPE, MIXED);
      metadata.putString(
          TYPES, types.stream().map(AttributeType::name).collect(Collectors.joining(",")));
    } else if (types.size() == 1) {
      metadata.putString(TYPE, types.iterator().next() + inner(field.type()));
    }
    return metadata.build();
  }

  /** The sources below the outermost list or map, if there is a set among them. */
  private static String inner(ColumnType type) {
    ColumnType below =
        type instanceof ColumnType.ListOf list
            ? list.element()
            : type instanceof ColumnType.MapOf map ? map.value() : type;
    if (below instanceof ColumnType.ListOf list && below != type) {
      String rest = inner(list);
      return list.source().isSet() || !rest.isEmpty() ? "<" + list.source() + rest + ">" : "";
    }
    if (below instanceof ColumnType.MapOf map && below != type) {
      String rest = inner(map);
      return rest.isEmpty() ? "" : "<" + AttributeType.M + rest + ">";
    }
    return "";
  }

  /**
   * The schema for a StructType, such as one given to {@code spark.read().schema(…)}: with the
   * metadata of {@link #toStructType} the same schema; without, fields are named like attributes
   * and arrays are lists.
   *
   * @throws JobException (USAGE) for a type that DynamoDB's values are never read as
   */
  public static ItemSchema fromStructType(StructType type) {
    return new ItemSchema(fields(type, ""));
  }

  private static List<Field> fields(StructType struct, String prefix) {
    List<Field> fields = new ArrayList<>();
    for (StructField field : struct.fields()) {
      String path = prefix + PathParser.quoteIfNeeded(field.name());
      Metadata metadata = field.metadata();
      String attribute = metadata.contains(NAME) ? metadata.getString(NAME) : field.name();
      String source = metadata.contains(TYPE) ? metadata.getString(TYPE) : "";
      ColumnType type = type(field.dataType(), source, path);
      fields.add(new Field(field.name(), attribute, type, seen(metadata, source, path)));
    }
    return fields;
  }

  private static Set<AttributeType> seen(Metadata metadata, String source, String path) {
    if (source.isEmpty()) {
      return Set.of();
    }
    if (!source.equals(MIXED)) {
      return Set.of(attributeType(source, path));
    }
    if (!metadata.contains(TYPES)) {
      return Set.of();
    }
    return Arrays.stream(metadata.getString(TYPES).split(","))
        .map(name -> attributeType(name, path))
        .collect(Collectors.toSet());
  }

  private static ColumnType type(DataType type, String source, String path) {
    if (type instanceof StructType struct) {
      return new ColumnType.Struct(fields(struct, path + "."));
    }
    if (type instanceof ArrayType array) {
      AttributeType list = AttributeType.L;
      if (!source.isEmpty() && !source.equals(MIXED)) {
        AttributeType given = attributeType(source, path);
        list = given.isSet() ? given : AttributeType.L;
      }
      return new ColumnType.ListOf(
          type(array.elementType(), innerSource(source), path + "[]"), list);
    }
    if (type instanceof MapType map && DataTypes.StringType.equals(map.keyType())) {
      return new ColumnType.MapOf(type(map.valueType(), innerSource(source), path + "{}"));
    }
    if (type instanceof DecimalType decimal && decimal.scale() >= 0) {
      return new ColumnType.Decimal(decimal.precision(), decimal.scale());
    }
    return scalar(type, path);
  }

  private static ColumnType scalar(DataType type, String path) {
    if (DataTypes.StringType.equals(type)) {
      return new ColumnType.Text();
    }
    if (DataTypes.BooleanType.equals(type)) {
      return new ColumnType.Bool();
    }
    if (DataTypes.BinaryType.equals(type)) {
      return new ColumnType.Binary();
    }
    if (DataTypes.LongType.equals(type)) {
      return new ColumnType.Int64();
    }
    if (DataTypes.DoubleType.equals(type)) {
      return new ColumnType.Float64();
    }
    if (DataTypes.TimestampType.equals(type)) {
      return new ColumnType.Timestamp();
    }
    if (DataTypes.DateType.equals(type)) {
      return new ColumnType.Date();
    }
    throw new JobException(
        ErrorCode.USAGE,
        "schema field "
            + path
            + ": attributes cannot be read as "
            + type.simpleString()
            + "; the types are "
            + TypeText.SUPPORTED
            + " and struct<…>; read a larger one of these and cast it");
  }

  /** What stands between the outermost angle brackets. */
  private static String innerSource(String source) {
    int open = source.indexOf('<');
    return open < 0 ? "" : source.substring(open + 1, source.length() - 1);
  }

  private static AttributeType attributeType(String source, String path) {
    int open = source.indexOf('<');
    String name = open < 0 ? source : source.substring(0, open);
    try {
      return AttributeType.valueOf(name);
    } catch (IllegalArgumentException e) {
      throw new JobException(
          ErrorCode.USAGE,
          "schema field "
              + path
              + ": its metadata "
              + TYPE
              + " is '"
              + source
              + "', which is no DynamoDB type; leave the metadata out or take it from a schema that"
              + " was read",
          e);
    }
  }
}
