package io.dynalake.load.read;

import io.dynalake.error.JobException;
import io.dynalake.schema.ColumnType;
import io.dynalake.schema.Field;
import io.dynalake.schema.ItemSchema;
import io.dynalake.schema.SparkTypes;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.parquet.schema.GroupType;
import org.apache.parquet.schema.LogicalTypeAnnotation.ListLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.MapKeyValueTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.MapLogicalTypeAnnotation;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.Type;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;

/**
 * Finds the attributes in the columns of a Parquet file. What Dynalake wrote knows the attributes'
 * names and types: from the schema that the dataset is pinned to, or from the file itself.
 */
final class ParquetColumns {
  private final TypedValues typed;

  private ParquetColumns(TypedValues typed) {
    this.typed = typed;
  }

  /**
   * The columns of a row.
   *
   * @param known columns of Dynalake
   * @param types for all that {@code known} does not tell otherwise
   * @param own columns that are Dynalake's own and no attributes
   */
  static ParquetStruct row(
      MessageType file, ItemSchema known, ItemTypes types, Set<String> own, TypedValues typed) {
    List<ParquetStruct.Member> members = new ArrayList<>();
    ParquetColumns columns = new ParquetColumns(typed);
    ItemTypes all = types.orElse(ItemTypes.of(known));
    for (int i = 0; i < file.getFieldCount(); i++) {
      Type column = file.getType(i);
      Optional<Field> field = named(known.fields(), column.getName());
      if (field.isPresent() || !own.contains(column.getName())) {
        members.add(columns.member(i, column, field, all));
      }
    }
    return new ParquetStruct(members, all);
  }

  /** The columns that a file says to be of attributes. */
  static ItemSchema ofFile(@Nullable String sparkSchema) {
    if (sparkSchema == null) {
      return new ItemSchema(List.of());
    }
    List<Field> fields = new ArrayList<>();
    for (StructField column : ((StructType) DataType.fromJson(sparkSchema)).fields()) {
      if (column.metadata().contains(SparkTypes.NAME)) {
        try {
          fields.addAll(
              SparkTypes.fromStructType(new StructType(new StructField[] {column})).fields());
        } catch (JobException e) {
          // A query has made something else of it; the file tells what.
          fields.removeIf(field -> field.name().equals(column.name()));
        }
      }
    }
    return new ItemSchema(fields);
  }

  private static Optional<Field> named(List<Field> fields, String column) {
    return fields.stream().filter(field -> field.name().equals(column)).findFirst();
  }

  private ParquetStruct.Member member(
      int index, Type column, Optional<Field> field, ItemTypes around) {
    String attribute = field.map(Field::attribute).orElse(column.getName());
    ColumnType known = field.map(Field::type).orElse(null);
    return new ParquetStruct.Member(
        index, attribute, value(column, known, around.field(attribute)));
  }

  private ParquetValue value(Type column, @Nullable ColumnType known, ItemTypes types) {
    if (column.isRepetition(Type.Repetition.REPEATED)) {
      return new ParquetList(
          ParquetList.Layout.BARE, notRepeated(column, null, element(types)), types);
    }
    return notRepeated(column, known, types);
  }

  private ParquetValue notRepeated(Type column, @Nullable ColumnType known, ItemTypes types) {
    if (column.isPrimitive()) {
      return new ParquetScalar(column.asPrimitiveType(), types, typed);
    }
    GroupType group = column.asGroupType();
    if (group.getLogicalTypeAnnotation() instanceof ListLogicalTypeAnnotation
        && isOneRepeated(group)) {
      return list(group, known, types);
    }
    boolean isMap =
        group.getLogicalTypeAnnotation() instanceof MapLogicalTypeAnnotation
            || group.getLogicalTypeAnnotation() instanceof MapKeyValueTypeAnnotation;
    if (isMap && isOneRepeated(group) && !group.getType(0).isPrimitive()) {
      return map(group.getType(0).asGroupType(), known, types);
    }
    List<Field> fields = known instanceof ColumnType.Struct struct ? struct.fields() : List.of();
    List<ParquetStruct.Member> members = new ArrayList<>();
    for (int i = 0; i < group.getFieldCount(); i++) {
      Type field = group.getType(i);
      members.add(member(i, field, named(fields, field.getName()), types));
    }
    return new ParquetStruct(members, types);
  }

  private static boolean isOneRepeated(GroupType group) {
    return group.getFieldCount() == 1 && group.getType(0).isRepetition(Type.Repetition.REPEATED);
  }

  /** By the rules of the Parquet format for lists of older writers. */
  private ParquetValue list(GroupType group, @Nullable ColumnType known, ItemTypes types) {
    Type repeated = group.getType(0);
    ColumnType element = known instanceof ColumnType.ListOf list ? list.element() : null;
    boolean wrapped =
        !repeated.isPrimitive()
            && repeated.asGroupType().getFieldCount() == 1
            && !repeated.getName().equals("array")
            && !repeated.getName().equals(group.getName() + "_tuple");
    return wrapped
        ? new ParquetList(
            ParquetList.Layout.WRAPPED,
            value(repeated.asGroupType().getType(0), element, element(types)),
            types)
        : new ParquetList(
            ParquetList.Layout.PLAIN, notRepeated(repeated, element, element(types)), types);
  }

  /** The types of a list's or set's elements. */
  private static ItemTypes element(ItemTypes types) {
    return types.type().map(ItemTypes::ofElement).orElse(ItemTypes.ANY).orElse(types.element());
  }

  private ParquetValue map(GroupType entries, @Nullable ColumnType known, ItemTypes types) {
    ColumnType value = known instanceof ColumnType.MapOf map ? map.value() : null;
    ParquetScalar key =
        new ParquetScalar(entries.getType(0).asPrimitiveType(), ItemTypes.ANY, typed);
    return new ParquetMap(
        key,
        theirs ->
            entries.getFieldCount() < 2
                ? new ParquetStruct(List.of(), ItemTypes.ANY)
                : value(entries.getType(1), value, theirs),
        types);
  }
}
