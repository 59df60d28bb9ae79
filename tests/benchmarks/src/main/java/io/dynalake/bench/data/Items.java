package io.dynalake.bench.data;

import java.util.SplittableRandom;

/** The items of a table. */
@FunctionalInterface
interface Items {
  /**
   * Writes an item.
   *
   * @param number of the item in its table, from 0
   */
  void write(long number, SplittableRandom random, ItemLines lines);
}
