package io.dynalake.dataset.convert;

import io.dynalake.dataset.partition.PartitionSpec;
import io.dynalake.item.ItemParser;
import io.dynalake.item.LineBlocks;
import io.dynalake.item.MapSink;
import io.dynalake.schema.ColumnType;
import io.dynalake.schema.Field;
import io.dynalake.schema.ItemSchema;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/** Plans for items of number n, in datasets of slots, and a short way to such items. */
final class ScatterPlans {
  static final ItemSchema NUMBER =
      new ItemSchema(List.of(new Field("n", "n", new ColumnType.Int64(), Set.of())));

  private ScatterPlans() {}

  static ConvertPlan plan(List<String> datasets, List<Slot> slots) {
    return new ConvertPlan(
        new ItemSelection(PartitionSpec.unpartitioned(), ZoneOffset.UTC, null, null),
        new ConvertSettings("run", 1 << 20, 0, null, ZoneOffset.UTC),
        datasets.stream().map(name -> new ConvertPlan.Dataset(name, NUMBER, name)).toList(),
        List.of(),
        List.of(),
        slots);
  }

  static void push(String attributes, MapSink sink) {
    byte[] line = ("{\"Item\":{" + attributes + "}}\n").getBytes(StandardCharsets.UTF_8);
    new ItemParser().parseLine(Arrays.copyOf(line, line.length + LineBlocks.PADDING), 0, sink);
  }

  static String number(long n) {
    return "\"n\":{\"N\":\"" + n + "\"}";
  }
}
