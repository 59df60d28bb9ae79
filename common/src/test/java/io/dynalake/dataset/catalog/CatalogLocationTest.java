package io.dynalake.dataset.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.junit.jupiter.api.Test;

class CatalogLocationTest {
  private static final Path ODD = new Path("s3a", "lake", "/orders/shop=a%2Fb c");

  @Test
  void saysS3WhereThisClusterReadsIt() {
    Configuration emr = new Configuration(false);
    emr.set("fs.s3.impl", "org.apache.hadoop.fs.LocalFileSystem");
    assertThat(CatalogLocation.of(ODD, emr)).isEqualTo("s3://lake/orders/shop=a%2Fb c");
    assertThat(CatalogLocation.of(ODD, new Configuration(false)))
        .isEqualTo("s3a://lake/orders/shop=a%2Fb c");
    assertThat(CatalogLocation.of(new Path("file:/lake/a%2Fb"), emr)).isEqualTo("file:/lake/a%2Fb");
  }

  @Test
  void comparesPlacesAndNotSpellings() {
    assertThat(CatalogLocation.same("s3://lake/orders/", "s3a://lake/orders")).isTrue();
    assertThat(CatalogLocation.same("file:///lake/orders", "file:/lake/orders")).isTrue();
    assertThat(CatalogLocation.same("/lake/orders", "file:/lake/orders")).isTrue();
    assertThat(CatalogLocation.same("s3://lake/orders", "s3://lake/order")).isFalse();
    assertThat(CatalogLocation.same("s3://lake/orders", "s3://lake2/orders")).isFalse();
    assertThat(CatalogLocation.same("s3://lake/orders", "hdfs://lake/orders")).isFalse();
    assertThat(CatalogLocation.same("s3://lake/a%2Fb", "s3://lake/a/b")).isFalse();
  }
}
