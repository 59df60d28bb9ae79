package io.dynalake.dataset.parquet;

import io.dynalake.batch.BytesHash;
import java.util.Arrays;

/** Distinct byte strings in the order of their first use, by open addressing. */
final class BytesDictionary {
  private static final int INITIAL = 64;

  /** The strings as Parquet's PLAIN encoding wants them: 4 bytes of length, bytes. */
  final Bytes plain = new Bytes();

  int size;

  private int[] starts = new int[INITIAL];
  private int[] hashes = new int[INITIAL];

  /** Index + 1, or 0. */
  private int[] table = new int[4 * INITIAL];

  int index(byte[] bytes, int from, int length) {
    int mask = table.length - 1;
    int hash = BytesHash.hash(bytes, from, length);
    int at = hash & mask;
    while (true) {
      int entry = table[at];
      if (entry == 0) {
        return add(bytes, from, length, hash, at);
      }
      if (hashes[entry - 1] == hash && matches(entry - 1, bytes, from, length)) {
        return entry - 1;
      }
      at = (at + 1) & mask;
    }
  }

  /** Where the string's length starts in {@link #plain}. */
  int start(int index) {
    return starts[index];
  }

  int length(int index) {
    return (int) Bytes.INT.get(plain.array, starts[index]);
  }

  private boolean matches(int index, byte[] bytes, int from, int length) {
    int start = starts[index] + Integer.BYTES;
    return length(index) == length
        && Arrays.equals(plain.array, start, start + length, bytes, from, from + length);
  }

  private int add(byte[] bytes, int from, int length, int hash, int at) {
    int index = size++;
    starts[index] = plain.size;
    hashes[index] = hash;
    plain.putInt(length);
    plain.put(bytes, from, length);
    table[at] = size;
    if (size == starts.length) {
      starts = Arrays.copyOf(starts, 2 * size);
      hashes = Arrays.copyOf(hashes, 2 * size);
      table = new int[4 * starts.length];
      for (int i = 0; i < size; i++) {
        int place = hashes[i] & (table.length - 1);
        while (table[place] != 0) {
          place = (place + 1) & (table.length - 1);
        }
        table[place] = i + 1;
      }
    }
    return index;
  }

  void clear() {
    if (size > 0) {
      plain.clear();
      starts = new int[INITIAL];
      hashes = new int[INITIAL];
      table = new int[4 * INITIAL];
      size = 0;
    }
  }
}
