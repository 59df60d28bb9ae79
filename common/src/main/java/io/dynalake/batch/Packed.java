package io.dynalake.batch;

/**
 * Integers in as many bytes each as the largest needs above the smallest; in little endian, so that
 * whole words are written and read, each over what is too much of the one before. A third less to
 * compress for the shuffle, measured with orders.
 */
final class Packed {
  private Packed() {}

  static void write(long[] values, int[] slots, int count, BatchOutput out) {
    long least = Long.MAX_VALUE;
    long most = Long.MIN_VALUE;
    for (int i = 0; i < count; i++) {
      long value = values[slots[i]];
      least = Math.min(least, value);
      most = Math.max(most, value);
    }
    int width = begin(least, most, out);
    int at = out.reserve(count * width + Long.BYTES);
    byte[] bytes = out.bytes();
    for (int i = 0; i < count; i++) {
      BatchOutput.LONG.set(bytes, at, values[slots[i]] - least);
      at += width;
    }
    out.back(Long.BYTES);
  }

  /** Writes the lengths of the slots' ranges, and returns their sum. */
  static int writeLengths(int[] offsets, int[] slots, int count, BatchOutput out) {
    int total = 0;
    int most = 0;
    for (int i = 0; i < count; i++) {
      int length = offsets[slots[i] + 1] - offsets[slots[i]];
      most = Math.max(most, length);
      total += length;
    }
    int width = begin(0, most, out);
    int at = out.reserve(count * width + Long.BYTES);
    byte[] bytes = out.bytes();
    for (int i = 0; i < count; i++) {
      BatchOutput.LONG.set(bytes, at, (long) (offsets[slots[i] + 1] - offsets[slots[i]]));
      at += width;
    }
    out.back(Long.BYTES);
    return total;
  }

  private static int begin(long least, long most, BatchOutput out) {
    int width = (Long.SIZE - Long.numberOfLeadingZeros(most - least) + 7) >>> 3;
    out.number(width);
    out.number(least << 1 ^ least >> 63);
    return width;
  }

  /** Reads values into the slots that hold one. */
  static void read(long[] values, byte[] validity, int from, int to, int present, BatchInput in) {
    int width = (int) in.number();
    long least = least(in);
    long mask = mask(width);
    int at = in.skip(present * width);
    byte[] bytes = in.bytes();
    for (int slot = from; slot < to; slot++) {
      if (validity[slot] != 0) {
        values[slot] = ((long) BatchOutput.LONG.get(bytes, at) & mask) + least;
        at += width;
      }
    }
  }

  /** Reads lengths into offsets, from the one that is there on; returns their sum. */
  static int readLengths(
      int[] offsets, byte[] validity, int from, int to, int present, BatchInput in) {
    int width = (int) in.number();
    int least = (int) least(in);
    long mask = mask(width);
    int at = in.skip(present * width);
    byte[] bytes = in.bytes();
    int end = offsets[from];
    for (int slot = from; slot < to; slot++) {
      if (validity[slot] != 0) {
        end += (int) ((long) BatchOutput.LONG.get(bytes, at) & mask) + least;
        at += width;
      }
      offsets[slot + 1] = end;
    }
    return end - offsets[from];
  }

  private static long least(BatchInput in) {
    long folded = in.number();
    return folded >>> 1 ^ -(folded & 1);
  }

  private static long mask(int width) {
    return width == Long.BYTES ? -1 : (1L << (Byte.SIZE * width)) - 1;
  }
}
