package io.dynalake.dataset.iceberg;

import io.dynalake.item.AttributeType;
import io.dynalake.schema.ColumnType;
import io.dynalake.schema.Field;
import io.dynalake.schema.ItemSchema;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.apache.iceberg.Schema;
import org.apache.iceberg.types.Type;
import org.apache.iceberg.types.Types;
import org.jspecify.annotations.Nullable;

/**
 * Schemas as Iceberg has them, everything optional. The comments of columns tell what they were in
 * DynamoDB, for people; to read back, the pinned schema tells it.
 */
final class IcebergTypes {
  /** What metastores take of a comment. */
  private static final int MOST_CHARACTERS = 255;

  private final Predicate<String> commented;
  private int lastId;

  private IcebergTypes(Predicate<String> commented) {
    this.commented = commented;
  }

  /**
   * The schema of a table, with ids of its own.
   *
   * @param known columns of this table keep the comments that they have; null if there is none yet
   */
  static Schema schema(ItemSchema schema, @Nullable Schema known) {
    IcebergTypes types =
        new IcebergTypes(column -> known == null || known.findField(column) == null);
    return new Schema(types.fields(schema.fields(), ""));
  }

  private List<Types.NestedField> fields(List<Field> fields, String prefix) {
    List<Types.NestedField> nested = new ArrayList<>();
    for (Field field : fields) {
      String column = prefix + field.name();
      int id = ++lastId;
      nested.add(
          Types.NestedField.optional(
              id,
              field.name(),
              type(field.type(), column),
              commented.test(column) ? comment(field) : null));
    }
    return nested;
  }

  private Type type(ColumnType type, String column) {
    if (type instanceof ColumnType.Struct struct) {
      return Types.StructType.of(fields(struct.fields(), column + "."));
    }
    if (type instanceof ColumnType.ListOf list) {
      int id = ++lastId;
      return Types.ListType.ofOptional(id, type(list.element(), column + ".element"));
    }
    if (type instanceof ColumnType.MapOf map) {
      int key = ++lastId;
      int value = ++lastId;
      return Types.MapType.ofOptional(
          key, value, Types.StringType.get(), type(map.value(), column + ".value"));
    }
    return scalar(type);
  }

  private static Type scalar(ColumnType type) {
    if (type instanceof ColumnType.Text) {
      return Types.StringType.get();
    }
    if (type instanceof ColumnType.Bool) {
      return Types.BooleanType.get();
    }
    if (type instanceof ColumnType.Binary) {
      return Types.BinaryType.get();
    }
    if (type instanceof ColumnType.Int64) {
      return Types.LongType.get();
    }
    if (type instanceof ColumnType.Decimal decimal) {
      return Types.DecimalType.of(decimal.precision(), decimal.scale());
    }
    if (type instanceof ColumnType.Float64) {
      return Types.DoubleType.get();
    }
    if (type instanceof ColumnType.Timestamp) {
      return Types.TimestampType.withZone();
    }
    if (type instanceof ColumnType.Date) {
      return Types.DateType.get();
    }
    throw new IllegalArgumentException(type.text());
  }

  /** For example {@code DynamoDB: SS}, or {@code DynamoDB: N, S of 'Order.Ref'}. */
  private static @Nullable String comment(Field field) {
    if (field.seen().isEmpty()) {
      return null;
    }
    String types =
        field.seen().stream().sorted().map(AttributeType::name).collect(Collectors.joining(", "));
    String named = field.name().equals(field.attribute()) ? "" : " of '" + field.attribute() + "'";
    String comment = "DynamoDB: " + types + named;
    return comment.length() > MOST_CHARACTERS ? "DynamoDB: " + types : comment;
  }
}
