package io.dynalake.dataset.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dynalake.dataset.partition.PartitionSpec;
import io.dynalake.error.JobException;
import io.dynalake.item.AttributeType;
import io.dynalake.schema.ColumnType;
import io.dynalake.schema.Field;
import io.dynalake.schema.ItemSchema;
import io.dynalake.schema.SparkTypes;
import java.util.List;
import java.util.Set;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;

class CatalogColumnsTest {
  private static StructType schema(String ddl) {
    return StructType.fromDDL(ddl);
  }

  private static String hive(StructType columns) {
    return columns.catalogString();
  }

  @Test
  void takesNamesInLowerCaseDownToTheInnermostStruct() {
    StructType columns =
        CatalogColumns.of(
            schema(
                "PK string, Total decimal(18,2), Lines array<struct<SKU:string,N:map<string,struct<Aa:int>>>>"),
            PartitionSpec.unpartitioned());
    assertThat(hive(columns))
        .isEqualTo(
            "struct<pk:string,total:decimal(18,2),"
                + "lines:array<struct<sku:string,n:map<string,struct<aa:int>>>>>");
  }

  /** Hive refuses a column that is in both places; names differ by case alone. */
  @Test
  void leavesOutWhatPartitionsAreCalledLike() {
    StructType columns =
        CatalogColumns.of(schema("pk string, Region string"), PartitionSpec.parse("Region"));
    assertThat(hive(columns)).isEqualTo("struct<pk:string>");
    assertThat(
            hive(
                CatalogColumns.of(
                    schema("pk string, region string"), PartitionSpec.parse("REGION"))))
        .isEqualTo("struct<pk:string>");
  }

  @Test
  void addsNewColumnsBehindAndKeepsOrderAndComments() {
    StructType table =
        schema(
            "total decimal(18,2), own string COMMENT 'of the user', pk string COMMENT 'the key'");
    CatalogColumns.Change change =
        CatalogColumns.change(table, schema("coupon string, pk string, total decimal(18,2)"));
    assertThat(hive(change.columns()))
        .isEqualTo("struct<total:decimal(18,2),own:string,pk:string,coupon:string>");
    assertThat(change.columns().apply("pk").getComment().get()).isEqualTo("the key");
    assertThat(change.columns().apply("own").getComment().get()).isEqualTo("of the user");
    assertThat(change.added()).containsExactly("coupon");
    assertThat(change.changed()).isEmpty();
  }

  @Test
  void givesAStructItsNewFieldsAndKeepsItsComment() {
    CatalogColumns.Change change =
        CatalogColumns.change(
            schema("a struct<x:string> COMMENT 'kept', b bigint"),
            schema("a struct<x:string,y:array<struct<z:int>>>, b bigint"));
    assertThat(hive(change.columns()))
        .isEqualTo("struct<a:struct<x:string,y:array<struct<z:int>>>,b:bigint>");
    assertThat(change.columns().apply("a").getComment().get()).isEqualTo("kept");
    assertThat(change.changed()).containsExactly("a");
    assertThat(change.added()).isEmpty();
  }

  @Test
  void changesNothingForTheSameColumnsInAnotherCaseOrOrder() {
    assertThat(
            CatalogColumns.change(
                    schema("Pk string, a struct<X:int>"), schema("a struct<x:int>, pk string"))
                .isEmpty())
        .isTrue();
  }

  @Test
  void refusesNamesThatAthenaDoesNotTake() {
    PartitionSpec partitions = PartitionSpec.parse("`order-day`=day(updatedAt)");
    StructType columns =
        CatalogColumns.of(
            schema(
                "pk string, `ship-to` string, a struct<ok:int,`b.c`:array<struct<`größe`:int>>>"),
            partitions);
    assertThatThrownBy(() -> CatalogColumns.requireNames("shop.orders", columns, partitions))
        .isInstanceOf(JobException.class)
        .hasMessageStartingWith("--catalog-table shop.orders: 4 columns have names with other")
        .hasMessageContaining("'a.b.c', 'a.b.c.größe', 'order-day', 'ship-to'")
        .hasMessageContaining("use --column-names athena");
    assertThatCode(
            () ->
                CatalogColumns.requireNames(
                    "shop.orders",
                    CatalogColumns.of(
                        schema("PK string, _a1 int"), PartitionSpec.parse("D=day(x)")),
                    PartitionSpec.parse("D=day(x)")))
        .doesNotThrowAnyException();
  }

  /** What is registered and what {@code schema --print athena-ddl} prints are one table. */
  @Test
  void hasTheTypesOfTheAthenaDdl() {
    List<ColumnType> types =
        List.of(
            new ColumnType.Text(),
            new ColumnType.Bool(),
            new ColumnType.Binary(),
            new ColumnType.Int64(),
            new ColumnType.Decimal(38, 4),
            new ColumnType.Float64(),
            new ColumnType.Timestamp(),
            new ColumnType.Date(),
            new ColumnType.ListOf(new ColumnType.Decimal(18, 2), AttributeType.NS),
            new ColumnType.MapOf(new ColumnType.Bool()),
            new ColumnType.Struct(
                List.of(new Field("a", "a", new ColumnType.Int64(), Set.of(AttributeType.N)))));
    for (ColumnType type : types) {
      var schema = new ItemSchema(List.of(new Field("x", "x", type, Set.of())));
      StructType columns =
          CatalogColumns.of(SparkTypes.toStructType(schema), PartitionSpec.unpartitioned());
      assertThat(columns.fields()[0].dataType().catalogString())
          .isEqualTo(type.text().replace("`", ""));
    }
  }
}
