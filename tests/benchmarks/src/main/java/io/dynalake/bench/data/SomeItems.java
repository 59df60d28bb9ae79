package io.dynalake.bench.data;

import io.dynalake.item.ItemFormat;
import java.util.Arrays;
import java.util.SplittableRandom;

/** A few items in memory. */
public final class SomeItems {
  private SomeItems() {}

  /** Lines of a table, whole ones, with not many more bytes than asked for; the same each time. */
  public static byte[] lines(Shape shape, int atLeast) {
    return lines(shape, ItemFormat.DYNAMODB_JSON, atLeast);
  }

  /** The same items in a format, as many as take so many bytes in DYNAMODB_JSON. */
  public static byte[] lines(Shape shape, ItemFormat format, int atLeast) {
    ItemLines lines = ItemLines.in(format);
    ItemLines json = ItemLines.in(ItemFormat.DYNAMODB_JSON);
    SplittableRandom random = new SplittableRandom(1);
    SplittableRandom same = new SplittableRandom(1);
    Items items = shape.items();
    Items sameItems = shape.items();
    for (long number = 0; json.length() < atLeast; number++) {
      items.write(number, random, lines);
      sameItems.write(number, same, json);
    }
    return Arrays.copyOf(lines.bytes(), lines.length());
  }
}
