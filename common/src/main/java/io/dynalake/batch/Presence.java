package io.dynalake.batch;

import java.util.Arrays;

/** Which of some slots hold a value, a bit for each. */
final class Presence {
  private Presence() {}

  /**
   * Finds the slots that hold a value. Without a branch, for columns that few items have: with one,
   * and another pass for the bits, a table of 400 such columns took 1 of 17 CPU seconds more.
   *
   * @param length of the validity; slots from there on hold none
   * @param found receives their indexes among the slots, and has room for one more
   * @return how many they are
   */
  static int select(byte[] validity, int length, int[] slots, int count, int[] found) {
    int present = 0;
    for (int i = 0; i < count && slots[i] < length; i++) {
      found[present] = i;
      present += validity[slots[i]];
    }
    return present;
  }

  /** Appends a bit for each of {@code count} slots, set at the given indexes. */
  static void write(int[] indexes, int present, int count, BatchOutput out) {
    int size = (count + 7) >>> 3;
    int at = out.reserve(size);
    byte[] bytes = out.bytes();
    Arrays.fill(bytes, at, at + size, (byte) 0);
    for (int i = 0; i < present; i++) {
      bytes[at + (indexes[i] >>> 3)] |= (byte) (1 << (indexes[i] & 7));
    }
  }

  static void read(byte[] validity, int from, int count, BatchInput in) {
    int at = in.skip((count + 7) >>> 3);
    byte[] bytes = in.bytes();
    for (int i = 0; i < count; i++) {
      validity[from + i] = (byte) ((bytes[at + (i >>> 3)] >>> (i & 7)) & 1);
    }
  }
}
