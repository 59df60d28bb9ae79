package io.dynalake.it.catalog;

import static io.dynalake.it.catalog.Shop.backfill;
import static io.dynalake.it.catalog.Shop.order;
import static io.dynalake.it.catalog.Shop.refused;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An Iceberg table of a Hive metastore, which is embedded. */
class IcebergCatalogIT {
  private static final String[] ICEBERG = {
    "--table-format=iceberg",
    "--catalog=hive",
    "--type=updatedAt=timestamp",
    "--partition-by=day=day(updatedAt)"
  };

  @Test
  void keepsAnIcebergTableInTheMetastore(@TempDir Path folder) {
    try (Metastore metastore = Metastore.in(folder)) {
      Shop shop = new Shop(folder);
      String target = folder.resolve("orders").toString();
      String first = shop.export(order("a", "2024-05-01", "x", ""));
      backfill(first, target, "shop.orders", ICEBERG);
      backfill(first, target, "shop.orders", ICEBERG);
      String more = ",\"count\":{\"N\":\"3\"}";
      backfill(shop.export(order("b", "2024-05-02", "x", more)), target, "shop.orders", ICEBERG);

      assertThat(metastore.table("shop.orders").getParameters())
          .containsEntry("table_type", "ICEBERG");
      assertThat(Metastore.columns(metastore.table("shop.orders").getSd().getCols()))
          .contains("pk:string", "updatedat:timestamp", "count:bigint");
      SparkSession session = metastore.fresh();
      session.conf().set("spark.sql.catalog.ice", "org.apache.iceberg.spark.SparkCatalog");
      session.conf().set("spark.sql.catalog.ice.type", "hive");
      List<String> rows =
          session
              .sql("SELECT pk, count, _partition.day FROM ice.shop.orders ORDER BY pk")
              .collectAsList()
              .stream()
              .map(Row::toString)
              .toList();
      assertThat(rows).containsExactly("[a,null,2024-05-01]", "[b,3,2024-05-02]");

      String elsewhere = folder.resolve("elsewhere").toString();
      assertThat(refused(first, elsewhere, "shop.orders", ICEBERG))
          .hasMessageContaining("--catalog-table shop.orders: the table lies at")
          .hasMessageContaining("give that as --target");
    }
  }
}
