package io.dynalake.testsupport.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

final class EmbeddedPostgresTest {
  @Test
  void keepsItsDataAndItsPortWhileItIsAway() {
    try (EmbeddedPostgres postgres = EmbeddedPostgres.start()) {
      String database = postgres.newDatabase();
      postgres.execute(database, "CREATE TABLE orders (id int)");
      String url = postgres.url(database);

      postgres.leave();
      assertThatThrownBy(() -> postgres.execute(database, "SELECT 1"))
          .hasMessageContaining("stopp");
      postgres.comeBack();

      assertThatCode(() -> postgres.execute(database, "SELECT id FROM orders"))
          .doesNotThrowAnyException();
      assertThat(postgres.url(database)).isEqualTo(url);
    }
  }
}
