package io.dynalake.batch;

import java.util.Arrays;

/** Room for lists of slots, one per level of nesting; reused. */
final class Selections {
  private int[][] lists = new int[4][0];
  private int open;

  /** Room for the numbers of {@code count} slots, until {@link #end}. */
  int[] begin(int count) {
    if (open == lists.length) {
      lists = Arrays.copyOf(lists, 2 * open);
      Arrays.fill(lists, open, 2 * open, new int[0]);
    }
    if (lists[open].length < count) {
      lists[open] = new int[Math.max(count, 2 * lists[open].length)];
    }
    return lists[open++];
  }

  void end() {
    open--;
  }
}
