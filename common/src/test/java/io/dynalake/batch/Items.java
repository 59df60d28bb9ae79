package io.dynalake.batch;

import io.dynalake.item.ItemParser;
import io.dynalake.item.LineBlocks;
import io.dynalake.item.MalformedItemException;
import io.dynalake.schema.ColumnType;
import io.dynalake.schema.Field;
import io.dynalake.schema.ItemSchema;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/** Short ways to schemas and to batches of items given as DynamoDB JSON. */
public final class Items {
  private final ItemParser parser = new ItemParser();
  private final ItemBatch batch;

  private Items(ItemBatch batch) {
    this.batch = batch;
  }

  public static Items into(ItemBatch batch) {
    return new Items(batch);
  }

  public static Field field(String name, ColumnType type) {
    return new Field(name, name, type, Set.of());
  }

  public static ItemSchema schema(Field... fields) {
    return new ItemSchema(List.of(fields));
  }

  public static ColumnType.Struct struct(Field... fields) {
    return new ColumnType.Struct(List.of(fields));
  }

  /** Adds items, each the inside of an item's braces. */
  public Items add(String... items) {
    for (String attributes : items) {
      push(attributes);
      batch.endItem();
    }
    return this;
  }

  /** Begins an item and drops it, as a filter does. */
  public void addAndDrop(String attributes) {
    push(attributes);
    batch.dropItem();
  }

  /** Adds an item that is refused, and drops it; returns the reason. */
  public String addMalformed(String attributes) {
    try {
      push(attributes);
    } catch (MalformedItemException e) {
      batch.dropItem();
      return String.valueOf(e.getMessage());
    }
    throw new AssertionError("was taken: " + attributes);
  }

  private void push(String attributes) {
    byte[] line = ("{\"Item\":{" + attributes + "}}\n").getBytes(StandardCharsets.UTF_8);
    parser.parseLine(Arrays.copyOf(line, line.length + LineBlocks.PADDING), 0, batch.beginItem());
  }
}
