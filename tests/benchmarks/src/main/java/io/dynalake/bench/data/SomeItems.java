package io.dynalake.bench.data;

import java.util.Arrays;
import java.util.SplittableRandom;

/** A few items in memory. */
public final class SomeItems {
  private SomeItems() {}

  /** Lines of a table, whole ones, with not many more bytes than asked for; the same each time. */
  public static byte[] lines(Shape shape, int atLeast) {
    SplittableRandom random = new SplittableRandom(1);
    Items items = shape.items();
    ItemLines lines = new ItemLines();
    for (long number = 0; lines.length() < atLeast; number++) {
      items.write(number, random, lines);
    }
    return Arrays.copyOf(lines.bytes(), lines.length());
  }
}
