package io.dynalake.bench.table;

import static org.assertj.core.api.Assertions.assertThat;

import io.dynalake.bench.data.DataSet;
import io.dynalake.bench.data.DataSets;
import io.dynalake.bench.data.Export;
import io.dynalake.bench.data.Shape;
import io.dynalake.testsupport.dynamodb.Tables;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LiveTableTest {
  @Test
  void hasTheItemsOfTheDataSetAndIsFilledOnce(@TempDir Path folder) throws Exception {
    // More than a page, so that the scan must go on from a key.
    Export orders = new DataSets(folder, line -> {}).export(new DataSet(Shape.ORDERS, 3_001, 2, 1));
    try (LiveTable table = new LiveTable(line -> {})) {
      URI endpoint = table.endpoint(orders);

      assertThat(BareScan.items(endpoint, LiveTable.NAME, 1)).isEqualTo(3_001);
      assertThat(BareScan.items(endpoint, LiveTable.NAME, 3)).isEqualTo(3_001);
      assertThat(table.endpoint(orders)).isEqualTo(endpoint);
      assertThat(table.cpu()).isGreaterThan(Duration.ZERO);
      try (Tables tables = Tables.at(endpoint)) {
        assertThat(tables.items(LiveTable.NAME)).hasSize(3_001);
      }
    }
  }
}
