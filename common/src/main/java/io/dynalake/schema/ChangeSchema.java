package io.dynalake.schema;

import io.dynalake.error.ErrorCode;
import io.dynalake.error.JobException;
import io.dynalake.item.AttributeType;
import io.dynalake.item.ChangeParser;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * The columns of changes: {@code operation} string, {@code write_time} timestamp, and the structs
 * {@code keys}, {@code new_image} and {@code old_image}, in which an attribute has the same name
 * and type everywhere.
 *
 * @param images the columns of items
 * @param keys the key attributes, by name
 */
public record ChangeSchema(ItemSchema images, List<String> keys) {
  /** Of all columns, in their order. */
  private static final List<String> NAMES =
      List.of(
          ChangeParser.OPERATION,
          ChangeParser.WRITE_TIME,
          ChangeParser.KEYS,
          ChangeParser.NEW_IMAGE,
          ChangeParser.OLD_IMAGE);

  /**
   * @throws JobException (USAGE) if a key attribute is none of the columns
   */
  public ChangeSchema {
    keys = List.copyOf(new TreeSet<>(keys));
    for (String key : keys) {
      if (images.field(key).isEmpty()) {
        throw new JobException(
            ErrorCode.USAGE,
            "key attribute "
                + PathParser.quoteIfNeeded(key)
                + ": it is left out, and without it no change tells which item it is of; keep it");
      }
    }
  }

  /** The fields of {@code keys}. */
  public List<Field> keyFields() {
    return keys.stream().map(key -> images.field(key).orElseThrow()).toList();
  }

  /**
   * The columns as lines are parsed into them: the time of writing is a number of microseconds,
   * while of a timestamp the unit would be guessed.
   */
  public ItemSchema columns() {
    ColumnType.Struct image = new ColumnType.Struct(images.fields());
    return new ItemSchema(
        List.of(
            column(ChangeParser.OPERATION, new ColumnType.Text(), AttributeType.S),
            column(ChangeParser.WRITE_TIME, new ColumnType.Int64(), AttributeType.N),
            column(ChangeParser.KEYS, new ColumnType.Struct(keyFields()), AttributeType.M),
            column(ChangeParser.NEW_IMAGE, image, AttributeType.M),
            column(ChangeParser.OLD_IMAGE, image, AttributeType.M)));
  }

  /** The columns for Spark. */
  public StructType toStructType() {
    return toStructType(columns());
  }

  /** Columns like those of {@link #columns}, or some of them, for Spark. */
  public static StructType toStructType(ItemSchema columns) {
    StructType type = SparkTypes.toStructType(columns);
    List<StructField> fields = new ArrayList<>();
    for (StructField field : type.fields()) {
      fields.add(
          field.name().equals(ChangeParser.WRITE_TIME)
              ? new StructField(
                  field.name(), DataTypes.TimestampType, field.nullable(), field.metadata())
              : field);
    }
    return DataTypes.createStructType(fields);
  }

  /**
   * The columns, as lines are parsed into them, for a StructType that was given to read by.
   *
   * @throws JobException (USAGE) if there are other columns in it, or columns of other types
   */
  public static ItemSchema fromStructType(StructType type) {
    List<Field> fields = new ArrayList<>();
    for (Field field : SparkTypes.fromStructType(type).fields()) {
      fields.add(new Field(field.name(), field.name(), typed(field), field.seen()));
    }
    return new ItemSchema(fields);
  }

  private static ColumnType typed(Field field) {
    ColumnType type = field.type();
    boolean fits =
        switch (field.name()) {
          case ChangeParser.OPERATION -> type instanceof ColumnType.Text;
          case ChangeParser.WRITE_TIME -> type instanceof ColumnType.Timestamp;
          default -> NAMES.contains(field.name()) && type instanceof ColumnType.Struct;
        };
    if (!fits) {
      throw new JobException(
          ErrorCode.USAGE,
          "schema field "
              + PathParser.quoteIfNeeded(field.name())
              + ": an incremental export has operation string, write_time timestamp, and the structs"
              + " keys, new_image and old_image; read items from a full export");
    }
    return type instanceof ColumnType.Timestamp ? new ColumnType.Int64() : type;
  }

  private static Field column(String name, ColumnType type, AttributeType seen) {
    return new Field(name, name, type, Set.of(seen));
  }
}
