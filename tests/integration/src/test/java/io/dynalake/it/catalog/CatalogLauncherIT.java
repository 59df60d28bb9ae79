package io.dynalake.it.catalog;

import static io.dynalake.it.catalog.Shop.order;
import static org.assertj.core.api.Assertions.assertThat;

import io.dynalake.testsupport.job.JobProcess;
import io.dynalake.testsupport.job.JobProcess.Ended;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The launcher brings a metastore of its own, in a folder, and makes it when it is first needed.
 */
class CatalogLauncherIT {
  private final Path folder;

  CatalogLauncherIT(@TempDir Path folder) {
    this.folder = folder;
  }

  @Test
  void registersInAMetastoreThatItMakes() throws SQLException {
    String database = "jdbc:derby:" + folder.resolve("metastore_db");
    List<String> command =
        new ArrayList<>(
            List.of(
                "--conf",
                "spark.hadoop.javax.jdo.option.ConnectionURL=" + database + ";create=true",
                "--conf",
                "spark.sql.warehouse.dir=" + folder.resolve("warehouse"),
                "backfill",
                "--export=" + new Shop(folder).export(order("a", "2024-05-01", "x", "")),
                "--target=" + folder.resolve("orders"),
                "--catalog-table=shop.orders",
                Shop.PARTITION_BY));
    Ended first = JobProcess.run(command);
    assertThat(first.exitCode()).as(first.text()).isZero();
    assertThat(first.err())
        .anyMatch(
            line ->
                line.contains("catalog: shop.orders created with 4 columns; 1 partition added"));
    Ended again = JobProcess.run(command);
    assertThat(again.exitCode()).as(again.text()).isZero();
    assertThat(again.err())
        .anyMatch(line -> line.contains("catalog: shop.orders is as it should be"));

    try (Connection connection = DriverManager.getConnection(database);
        ResultSet rows =
            connection
                .createStatement()
                .executeQuery(
                    "SELECT T.TBL_NAME, T.TBL_TYPE, P.PART_NAME FROM TBLS T JOIN PARTITIONS P ON"
                        + " P.TBL_ID = T.TBL_ID")) {
      assertThat(rows.next()).isTrue();
      assertThat(rows.getString(1)).isEqualTo("orders");
      assertThat(rows.getString(2)).isEqualTo("EXTERNAL_TABLE");
      assertThat(rows.getString(3)).isEqualTo("day=2024-05-01/shop=x");
      assertThat(rows.next()).isFalse();
    } finally {
      shutDown(database);
    }
  }

  private static void shutDown(String database) {
    try {
      DriverManager.getConnection(database + ";shutdown=true").close();
    } catch (SQLException e) {
      // Which is how Derby says that it did.
      assertThat(e.getSQLState()).isEqualTo("08006");
    }
  }
}
