package io.dynalake.batch;

import java.util.Arrays;

/** Finds attribute names, given as bytes, in a fixed set of names. Open addressing. */
final class NameTable {
  private final byte[][] names;
  private final int[] hashes;
  private final int[] table;

  /** {@code names} must differ; they are not copied. */
  NameTable(byte[][] names) {
    this.names = names;
    hashes = new int[names.length];
    table = new int[Integer.highestOneBit(Math.max(names.length, 1)) << 2];
    Arrays.fill(table, -1);
    for (int i = 0; i < names.length; i++) {
      hashes[i] = BytesHash.hash(names[i], 0, names[i].length);
      int at = hashes[i] & (table.length - 1);
      while (table[at] >= 0) {
        at = (at + 1) & (table.length - 1);
      }
      table[at] = i;
    }
  }

  /** Index of the name, or -1. */
  int find(byte[] bytes, int offset, int length) {
    int hash = BytesHash.hash(bytes, offset, length);
    int at = hash & (table.length - 1);
    while (true) {
      int i = table[at];
      if (i < 0) {
        return -1;
      }
      byte[] name = names[i];
      if (hashes[i] == hash
          && name.length == length
          && Arrays.equals(name, 0, length, bytes, offset, offset + length)) {
        return i;
      }
      at = (at + 1) & (table.length - 1);
    }
  }
}
