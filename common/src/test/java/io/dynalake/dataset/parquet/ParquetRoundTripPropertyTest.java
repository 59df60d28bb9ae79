package io.dynalake.dataset.parquet;

import static org.assertj.core.api.Assertions.assertThat;

import io.dynalake.batch.ItemBatch;
import io.dynalake.batch.Items;
import io.dynalake.batch.RandomItems;
import io.dynalake.schema.SparkTypes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import org.apache.hadoop.conf.Configuration;
import org.jspecify.annotations.Nullable;

class ParquetRoundTripPropertyTest {
  @Property(tries = 15, shrinking = ShrinkingMode.OFF)
  void sparkReadsWhatItemsSay(@ForAll long seed) throws IOException {
    Random random = new Random(seed);
    RandomItems items = new RandomItems(seed);
    ParquetSettings settings =
        new ParquetSettings(
                List.of(Compression.values()).get(random.nextInt(4)),
                1 + random.nextInt(3),
                random.nextBoolean() ? 64 << 20 : 1 + random.nextInt(20_000),
                random.nextBoolean() ? 1 << 20 : 1 + random.nextInt(500),
                Map.of())
            .withMetadata(
                ParquetSettings.SPARK_SCHEMA, SparkTypes.toStructType(items.schema()).json());
    int batchRows = 1 + random.nextInt(100);
    int count = random.nextInt(400);
    Path file = Files.createTempDirectory("dynalake").resolve("items.parquet");

    List<List<@Nullable Object>> expected = new ArrayList<>();
    ItemBatch batch = new ItemBatch(items.schema());
    FileResult result;
    try (ParquetItemWriter writer =
        new ParquetItemWriter(
            new org.apache.hadoop.fs.Path(file.toUri()),
            new Configuration(),
            items.schema(),
            settings)) {
      for (int i = 0; i < count; i++) {
        RandomItems.Item item = items.next();
        expected.add(item.columns());
        Items.into(batch).add(item.json());
        if (batch.rows() == batchRows) {
          writer.write(batch);
          batch.clear();
        }
      }
      writer.write(batch);
      result = writer.finish();
    }

    assertThat(result).isEqualTo(new FileResult(count, Files.size(file)));
    var spark = SparkRows.session();
    spark.conf().set("spark.sql.parquet.enableVectorizedReader", random.nextBoolean());
    assertThat(SparkRows.read(file, items.schema())).isEqualTo(expected);
    assertThat(spark.read().parquet(file.toString()).schema())
        .isEqualTo(SparkTypes.toStructType(items.schema()));
    Files.delete(file);
  }
}
