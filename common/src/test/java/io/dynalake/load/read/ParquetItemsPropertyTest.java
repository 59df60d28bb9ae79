package io.dynalake.load.read;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.dynalake.batch.ItemBatch;
import io.dynalake.dataset.parquet.ParquetItemWriter;
import io.dynalake.dataset.parquet.ParquetSettings;
import io.dynalake.item.ItemParser;
import io.dynalake.item.LineBlocks;
import io.dynalake.item.MapSink;
import io.dynalake.load.read.InputFile.Origin.InDataset;
import io.dynalake.schema.ColumnNames;
import io.dynalake.schema.ItemProfile;
import io.dynalake.schema.ItemSchema;
import io.dynalake.schema.Numbers;
import io.dynalake.schema.ProfileOptions;
import io.dynalake.schema.SparkTypes;
import io.dynalake.schema.TypingOptions;
import io.dynalake.schema.TypingRules;
import io.dynalake.testsupport.export.RandomItems;
import io.dynalake.testsupport.export.TypedItems;
import io.dynalake.testsupport.export.Value;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;

/** Items that become Parquet, as a backfill makes it, and items again. */
class ParquetItemsPropertyTest {
  @Property(tries = 40, shrinking = ShrinkingMode.OFF)
  void itemsOfOneTypePerAttributeComeBackAsTheyWere(@ForAll long seed) throws IOException {
    TypedItems random = new TypedItems(seed);
    List<Value.MapOf> items =
        IntStream.range(0, new Random(seed).nextInt(40)).mapToObj(random::item).toList();
    requireEqual(throughParquet(items, TypedItems.MOST_NAMES, seed), items);
  }

  @Property(tries = 15, shrinking = ShrinkingMode.OFF)
  void itemsOfMixedTypesComeBackAsTheyAreFromThenOn(@ForAll long seed) throws IOException {
    List<Value.MapOf> items = new RandomItems(seed).items(25);
    int structFields = new Random(seed).nextBoolean() ? 500 : 3;
    List<Value.MapOf> once = throughParquet(items, structFields, seed);
    assertThat(once).hasSize(25);
    assertThat(once)
        .extracting(item -> item.attributes().get("pk"))
        .isEqualTo(items.stream().map(item -> item.attributes().get("pk")).toList());
    List<Value.MapOf> twice = throughParquet(once, structFields, seed);
    requireEqual(throughParquet(twice, structFields, seed), twice);
  }

  private static void requireEqual(List<Value.MapOf> items, List<Value.MapOf> expected) {
    assertThat(items).hasSameSizeAs(expected);
    for (int i = 0; i < items.size(); i++) {
      assertThat(items.get(i)).isEqualTo(expected.get(i));
    }
  }

  /** By the schema in the file, or by one that is pinned. */
  private static List<Value.MapOf> throughParquet(
      List<Value.MapOf> items, int structFields, long seed) throws IOException {
    Random random = new Random(seed);
    ProfileOptions options = new ProfileOptions(Set.of(), Set.of(), Set.of(), structFields);
    ColumnNames names = random.nextBoolean() ? ColumnNames.PRESERVE : ColumnNames.ATHENA;
    ItemProfile profile = new ItemProfile(options);
    for (Value.MapOf item : items) {
      parse(item, profile.beginItem());
      profile.endItem();
    }
    ItemSchema schema =
        TypingRules.infer(profile, new TypingOptions(Map.of(), Numbers.AUTO, names, List.of()))
            .schema();
    if (schema.fields().isEmpty()) {
      return items;
    }
    Path file = Files.createTempDirectory("dynalake").resolve("items.parquet");
    write(items, schema, file);
    boolean pinned = random.nextBoolean();
    InputFile input =
        new InputFile(
            file.toUri().toString(),
            Files.size(file),
            "items.parquet",
            pinned ? new InDataset(schema, Map.of()) : new InputFile.Origin.Plain());
    List<Value.MapOf> read =
        Inputs.items(new ParquetFormat(ItemTypes.ANY), input).stream()
            .map(item -> Value.parseItem(new String(item.json(), UTF_8)))
            .toList();
    Files.delete(file);
    return read;
  }

  private static void write(List<Value.MapOf> items, ItemSchema schema, Path file)
      throws IOException {
    ParquetSettings settings =
        ParquetSettings.defaults()
            .withMetadata(ParquetSettings.SPARK_SCHEMA, SparkTypes.toStructType(schema).json())
            .withRowGroupBytes(2_000);
    ItemBatch batch = new ItemBatch(schema);
    try (ParquetItemWriter writer =
        new ParquetItemWriter(
            new org.apache.hadoop.fs.Path(file.toUri()), Inputs.CONF, schema, settings)) {
      for (Value.MapOf item : items) {
        parse(item, batch.beginItem());
        batch.endItem();
        if (batch.rows() == 7) {
          writer.write(batch);
          batch.clear();
        }
      }
      writer.write(batch);
      writer.finish();
    }
  }

  private static void parse(Value.MapOf item, MapSink sink) {
    byte[] line = ("{\"Item\":" + item.members() + "}\n").getBytes(UTF_8);
    new ItemParser().parseLine(Arrays.copyOf(line, line.length + LineBlocks.PADDING), 0, sink);
  }
}
