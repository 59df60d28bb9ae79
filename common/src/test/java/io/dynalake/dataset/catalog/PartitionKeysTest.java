package io.dynalake.dataset.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import io.dynalake.dataset.partition.HiveNames;
import org.apache.spark.sql.catalyst.catalog.ExternalCatalogUtils;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PartitionKeysTest {
  @Test
  void namesColumnsInLowerCaseAndValuesAsTheyAre() {
    String directory = "createdAt_day=2024-05-01/Shop=A%2Fb c";
    assertThat(PartitionKeys.name(directory)).isEqualTo("createdat_day=2024-05-01/shop=A%2Fb c");
    assertThat(PartitionKeys.sql(directory))
        .isEqualTo("(`createdat_day`='2024-05-01', `shop`='A/b c')");
  }

  @Test
  void takesTheDefaultPartitionForNull() {
    String directory = "day=" + HiveNames.NULL_VALUE + "/shop=x";
    assertThat(PartitionKeys.name(directory)).isEqualTo(directory);
    assertThat(PartitionKeys.sql(directory)).isEqualTo("(`day`=null, `shop`='x')");
  }

  @Test
  void quotesWhatSqlTakesForAnEscape() {
    assertThat(PartitionKeys.sql("a=it%27s %5Cn")).isEqualTo("(`a`='it\\'s \\\\n')");
    assertThat(PartitionKeys.sql("a=b=c")).isEqualTo("(`a`='b=c')");
  }

  /** Else partitions that are there would be taken for missing. */
  @ParameterizedTest
  @ValueSource(
      strings = {"a b", "50%", "1/2", "x=y", "Größe 東京 🙂", "a:b*c?d", "\u0007\t{}[]^", "é "})
  void escapesAsSparkListsPartitions(String value) {
    assertThat(PartitionKeys.name("k=" + HiveNames.escape(value)))
        .isEqualTo("k=" + ExternalCatalogUtils.escapePathName(value));
  }
}
