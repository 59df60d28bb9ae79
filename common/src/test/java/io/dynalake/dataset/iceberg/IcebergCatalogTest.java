package io.dynalake.dataset.iceberg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dynalake.dataset.catalog.CatalogName;
import io.dynalake.dataset.commit.DatasetLayout;
import io.dynalake.dataset.iceberg.IcebergTarget.Kind;
import io.dynalake.error.JobException;
import java.util.Map;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.junit.jupiter.api.Test;

/** Settings of catalogs, of which not all can be asked here. */
class IcebergCatalogTest {
  private static final DatasetLayout ORDERS = new DatasetLayout(new Path("s3a://lake/shop/orders"));

  private static IcebergTarget target(Kind kind, Map<String, String> properties) {
    return new IcebergTarget(
        kind, Optional.of(new CatalogName("shop", "orders")), Optional.empty(), properties);
  }

  @Test
  void goesToGlueByItsOwnClassesAndByS3sOwnScheme() {
    IcebergTarget glue = target(Kind.GLUE, Map.of("glue.id", "123456789012"));
    String location = IcebergLocation.of(Kind.GLUE, ORDERS.root());
    assertThat(location).isEqualTo("s3://lake/shop/orders");
    assertThat(IcebergCatalog.properties(glue, location))
        .isEqualTo(
            Map.of(
                "warehouse",
                "s3://lake/shop/orders",
                "catalog-impl",
                "org.apache.iceberg.aws.glue.GlueCatalog",
                "io-impl",
                "org.apache.iceberg.aws.s3.S3FileIO",
                "glue.id",
                "123456789012"));
    assertThat(SparkTables.settings(glue, ORDERS, new Configuration(false)))
        .containsEntry("warehouse", "s3://lake/shop/orders");
  }

  @Test
  void letsAUserReplaceWhatAKindSets() {
    IcebergTarget glue =
        target(Kind.GLUE, Map.of("io-impl", "org.apache.iceberg.io.ResolvingFileIO"));
    assertThat(IcebergCatalog.properties(glue, "s3://lake/shop/orders"))
        .containsEntry("io-impl", "org.apache.iceberg.io.ResolvingFileIO");
  }

  @Test
  void setsUpAMetastoreOfThisProcessOnly() {
    Configuration none = new Configuration(false);
    assertThat(IcebergCatalog.settings(Kind.HIVE, none).get("iceberg.engine.hive.lock-enabled"))
        .isEqualTo("false");
    Configuration remote = new Configuration(false);
    remote.set("hive.metastore.uris", "thrift://metastore:9083");
    assertThat(IcebergCatalog.settings(Kind.HIVE, remote).get("iceberg.engine.hive.lock-enabled"))
        .isNull();
    assertThat(SparkTables.settings(target(Kind.HIVE, Map.of()), ORDERS, none))
        .containsEntry("type", "hive")
        .containsEntry("hadoop.datanucleus.schema.autoCreateAll", "true");
  }

  @Test
  void takesTheFolderAboveATableForItsWarehouse() {
    assertThat(
            SparkTables.settings(target(Kind.HADOOP, Map.of()), ORDERS, new Configuration(false)))
        .isEqualTo(Map.of("type", "hadoop", "warehouse", "s3a://lake/shop"));
  }

  @Test
  void saysHowToGetIcebergWhereItIsNot() {
    IcebergRuntime.require();
    assertThatThrownBy(() -> IcebergRuntime.require("org.apache.iceberg.NoSuchClass"))
        .isInstanceOf(JobException.class)
        .hasMessageContaining("--table-format iceberg: Apache Iceberg is not on the class path")
        .hasMessageContaining("--packages org.apache.iceberg:iceberg-spark-runtime")
        .hasMessageContaining("--datalake-formats iceberg");
  }
}
