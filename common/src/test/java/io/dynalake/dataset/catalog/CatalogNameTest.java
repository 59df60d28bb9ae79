package io.dynalake.dataset.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dynalake.error.JobException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CatalogNameTest {
  @Test
  void takesDatabaseAndTableInAnyCase() {
    CatalogName name = CatalogName.parse(" Shop_2.Orders ");
    assertThat(name).isEqualTo(new CatalogName("shop_2", "orders")).hasToString("shop_2.orders");
    assertThat(name.sql()).isEqualTo("`spark_catalog`.`shop_2`.`orders`");
    assertThat(name.ofEntity("line")).hasToString("shop_2.orders_line");
  }

  @Test
  void putsATableWithoutDatabaseIntoTheDefaultOne() {
    assertThat(CatalogName.parse("orders")).hasToString("default.orders");
  }

  /** Athena, Glue and Hive differ in what they make of these; none is made into another name. */
  @ParameterizedTest
  @ValueSource(
      strings = {"", ".", "shop.", ".orders", "shop.or-ders", "a.b.c", "shop.größe", "a b"})
  void refusesWhatAthenaDoesNotTake(String text) {
    assertThatThrownBy(() -> CatalogName.parse(text))
        .isInstanceOf(JobException.class)
        .hasMessageStartingWith("--catalog-table: '")
        .hasMessageContaining("give database.table");
  }
}
