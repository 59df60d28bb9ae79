package io.dynalake.schema;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Schemas in the words of SQL; every name stands in backticks, so that none is a keyword. */
public final class SchemaDdl {
  private SchemaDdl() {}

  /**
   * The columns as Spark reads them in {@code spark.read().schema(…)} and CREATE TABLE, one a line.
   */
  public static String spark(ItemSchema schema) {
    return columns(schema.fields(), "");
  }

  /**
   * A statement that makes an external table for Athena and Hive. A column that a partition is
   * named like is left out, for they want it in one place only.
   *
   * @param table the table's name, with or without the database: {@code db.table}
   * @param partitions names and types, in the order of the folders
   */
  public static String athena(
      ItemSchema schema, String table, String location, Map<String, ColumnType> partitions) {
    Set<String> folders =
        partitions.keySet().stream().map(ColumnNames::fold).collect(Collectors.toSet());
    List<Field> columns =
        schema.fields().stream()
            .filter(field -> !folders.contains(ColumnNames.fold(field.name())))
            .toList();
    StringBuilder ddl = new StringBuilder("CREATE EXTERNAL TABLE ");
    ddl.append(
        List.of(table.split("\\.", 2)).stream()
            .map(TypeText::quote)
            .collect(Collectors.joining(".")));
    ddl.append(" (\n").append(columns(columns, "  ")).append("\n)\n");
    if (!partitions.isEmpty()) {
      ddl.append(
          partitions.entrySet().stream()
              .map(p -> TypeText.quote(p.getKey()) + " " + p.getValue().text())
              .collect(Collectors.joining(", ", "PARTITIONED BY (", ")\n")));
    }
    String quoted =
        location.replaceFirst("^s3[an]://", "s3://").replace("\\", "\\\\").replace("'", "\\'");
    return ddl.append("STORED AS PARQUET\nLOCATION '").append(quoted).append("'").toString();
  }

  private static String columns(List<Field> fields, String indent) {
    return fields.stream()
        .map(field -> indent + TypeText.quote(field.name()) + " " + field.type().text())
        .collect(Collectors.joining(",\n"));
  }
}
