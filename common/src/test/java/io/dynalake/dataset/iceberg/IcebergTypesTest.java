package io.dynalake.dataset.iceberg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dynalake.item.AttributeType;
import io.dynalake.schema.ColumnType;
import io.dynalake.schema.Field;
import io.dynalake.schema.ItemSchema;
import io.dynalake.schema.SparkTypes;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.apache.hadoop.conf.Configuration;
import org.apache.iceberg.Schema;
import org.apache.iceberg.Table;
import org.apache.iceberg.hadoop.HadoopTables;
import org.apache.iceberg.types.Types;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IcebergTypesTest {
  private static ItemSchema schema(String ddl) {
    return SparkTypes.fromStructType(StructType.fromDDL(ddl));
  }

  @Test
  void hasATypeForEveryColumnAllOptionalWithIdsOfTheirOwn() {
    Schema schema =
        IcebergTypes.schema(
            schema(
                "s string, n bigint, d decimal(38,4), f double, t boolean, b binary,"
                    + " at timestamp, day date, l array<struct<x:string>>, m map<string,bigint>"),
            null);

    assertThat(schema.columns())
        .extracting(column -> column.name() + " " + column.type())
        .containsExactly(
            "s string",
            "n long",
            "d decimal(38, 4)",
            "f double",
            "t boolean",
            "b binary",
            "at timestamptz",
            "day date",
            "l list<struct<11: x: optional string>>",
            "m map<string, long>");
    assertThat(schema.columns()).allMatch(Types.NestedField::isOptional);
    assertThat(schema.idToName()).hasSize(14);
  }

  @Test
  void tellsInCommentsWhatColumnsWereButNotOfColumnsThatAreThere() {
    ItemSchema items =
        new ItemSchema(
            List.of(
                new Field(
                    "ref",
                    "Order.Ref",
                    new ColumnType.Text(),
                    Set.of(AttributeType.S, AttributeType.N)),
                new Field(
                    "tags",
                    "tags",
                    new ColumnType.ListOf(new ColumnType.Text(), AttributeType.SS),
                    Set.of(AttributeType.SS)),
                new Field(
                    "long", "x".repeat(300), new ColumnType.Bool(), Set.of(AttributeType.BOOL))));

    Schema schema = IcebergTypes.schema(items, null);

    assertThat(schema.columns())
        .extracting(Types.NestedField::doc)
        .containsExactly("DynamoDB: S, N of 'Order.Ref'", "DynamoDB: SS", "DynamoDB: BOOL");
    assertThat(IcebergTypes.schema(items, new Schema(schema.columns().subList(0, 1))).columns())
        .extracting(Types.NestedField::doc)
        .containsExactly(null, "DynamoDB: SS", "DynamoDB: BOOL");
  }

  @Test
  void widensDecimalsAndAddsColumnsAndFieldsToATableAndNothingElse(@TempDir Path folder) {
    Table table =
        new HadoopTables(new Configuration())
            .create(
                IcebergTypes.schema(schema("n bigint, d decimal(18,2), m struct<a:string>"), null),
                folder.resolve("table").toString());

    table
        .updateSchema()
        .unionByNameWith(
            IcebergTypes.schema(
                schema("n bigint, d decimal(38,2), m struct<a:string,b:bigint>, t boolean"),
                table.schema()))
        .commit();

    assertThat(table.schema().findType("d")).isEqualTo(Types.DecimalType.of(38, 2));
    assertThat(table.schema().findType("m.b")).isEqualTo(Types.LongType.get());
    assertThat(table.schema().findType("t")).isEqualTo(Types.BooleanType.get());
    assertThatThrownBy(
            () ->
                table
                    .updateSchema()
                    .unionByNameWith(IcebergTypes.schema(schema("n string"), table.schema()))
                    .commit())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("Cannot change column type: n: long -> string");
    assertThatThrownBy(
            () ->
                table
                    .updateSchema()
                    .unionByNameWith(IcebergTypes.schema(schema("d decimal(38,4)"), table.schema()))
                    .commit())
        .hasMessageContaining("Cannot change column type: d: decimal(38, 2) -> decimal(38, 4)");
  }
}
