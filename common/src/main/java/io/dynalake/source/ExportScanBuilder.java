package io.dynalake.source;

import io.dynalake.schema.ColumnType;
import io.dynalake.schema.Field;
import io.dynalake.schema.ItemSchema;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.connector.read.Scan;
import org.apache.spark.sql.connector.read.ScanBuilder;
import org.apache.spark.sql.connector.read.SupportsPushDownRequiredColumns;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.MapType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/** Leaves out columns and struct fields that a query does not need, so that they are not parsed. */
final class ExportScanBuilder implements ScanBuilder, SupportsPushDownRequiredColumns {
  private final ExportTable table;
  private StructType required;

  ExportScanBuilder(ExportTable table) {
    this.table = table;
    this.required = table.schema();
  }

  @Override
  public void pruneColumns(StructType requiredSchema) {
    required = requiredSchema;
  }

  @Override
  public Scan build() {
    return new ExportScan(
        table, required, new ItemSchema(pruned(table.contents().schema().fields(), required)));
  }

  /** The fields that Spark wants, in its order. It drops the metadata of some on the way. */
  private static List<Field> pruned(List<Field> fields, StructType required) {
    List<Field> kept = new ArrayList<>();
    for (StructField wanted : required.fields()) {
      Field field =
          fields.stream().filter(f -> f.name().equals(wanted.name())).findFirst().orElseThrow();
      kept.add(
          new Field(
              field.name(),
              field.attribute(),
              pruned(field.type(), wanted.dataType()),
              field.seen()));
    }
    return kept;
  }

  private static ColumnType pruned(ColumnType type, DataType required) {
    if (type instanceof ColumnType.Struct struct && required instanceof StructType wanted) {
      return new ColumnType.Struct(pruned(struct.fields(), wanted));
    } else if (type instanceof ColumnType.ListOf list && required instanceof ArrayType wanted) {
      return new ColumnType.ListOf(pruned(list.element(), wanted.elementType()), list.source());
    } else if (type instanceof ColumnType.MapOf map && required instanceof MapType wanted) {
      return new ColumnType.MapOf(pruned(map.value(), wanted.valueType()));
    }
    return type;
  }
}
