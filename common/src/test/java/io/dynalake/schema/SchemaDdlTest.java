package io.dynalake.schema;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SchemaDdlTest {
  private static final ItemSchema SCHEMA =
      Items.infer(
              "\"id\":{\"S\":\"\"},\"Region\":{\"S\":\"\"},\"total\":{\"N\":\"0.5\"},"
                  + "\"a`b\":{\"M\":{\"order\":{\"NS\":[\"1\"]}}}")
          .schema();

  @Test
  void writesATableForAthena() {
    Map<String, ColumnType> partitions = new LinkedHashMap<>();
    partitions.put("region", new ColumnType.Text());
    partitions.put("day", new ColumnType.Date());

    assertThat(SchemaDdl.athena(SCHEMA, "lake.orders", "s3a://bucket/o'neill/", partitions))
        .isEqualTo(
            """
            CREATE EXTERNAL TABLE `lake`.`orders` (
              `a``b` struct<`order`:array<bigint>>,
              `id` string,
              `total` decimal(18,2)
            )
            PARTITIONED BY (`region` string, `day` date)
            STORED AS PARQUET
            LOCATION 's3://bucket/o\\'neill/'""");
  }

  @Test
  void leavesPartitionsOutWhereThereAreNone() {
    assertThat(SchemaDdl.athena(SCHEMA, "orders", "s3://bucket/orders", Map.of()))
        .startsWith("CREATE EXTERNAL TABLE `orders` (\n  `Region` string,\n")
        .doesNotContain("PARTITIONED")
        .endsWith("STORED AS PARQUET\nLOCATION 's3://bucket/orders'");
  }
}
