package io.dynalake.item;

import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * A reusable set of byte strings, to find duplicates: compared one by one while there are few, by a
 * hash table above that, so that a large set costs linear time.
 */
final class DistinctBytes {
  private static final int COMPARED = 16;
  private static final int LARGEST_KEPT = 1 << 20;
  private static final long MULTIPLIER = 0x9E3779B97F4A7C15L;

  /** Differs per process, so that nobody can prepare elements that collide. */
  private static final long SEED = new SplittableRandom().nextLong();

  private byte[] bytes = new byte[256];

  /** Element i is at ends[i] to ends[i + 1]. */
  private int[] ends = new int[COMPARED + 1];

  private int[] hashes = new int[0];

  /** Index of an element + 1, or 0. */
  private int[] table = new int[0];

  private int count;

  void clear() {
    count = 0;
    if (bytes.length > LARGEST_KEPT || table.length > LARGEST_KEPT) {
      bytes = new byte[256];
      ends = new int[COMPARED + 1];
      hashes = new int[0];
      table = new int[0];
    }
  }

  int size() {
    return count;
  }

  /** Adds a copy; false if an equal one is there. */
  boolean add(byte[] source, int offset, int length) {
    if (count < COMPARED) {
      for (int i = 0; i < count; i++) {
        if (equal(i, source, offset, length)) {
          return false;
        }
      }
    } else {
      if (count == COMPARED) {
        hash(4 * COMPARED);
      } else if (2 * count > table.length) {
        hash(2 * table.length);
      }
      int hash = hash(source, offset, length);
      int slot = hash & (table.length - 1);
      while (table[slot] != 0) {
        int i = table[slot] - 1;
        if (hashes[i] == hash && equal(i, source, offset, length)) {
          return false;
        }
        slot = (slot + 1) & (table.length - 1);
      }
      table[slot] = count + 1;
      hashes[count] = hash;
    }
    append(source, offset, length);
    return true;
  }

  private boolean equal(int i, byte[] source, int offset, int length) {
    return ends[i + 1] - ends[i] == length
        && Arrays.equals(bytes, ends[i], ends[i + 1], source, offset, offset + length);
  }

  private void append(byte[] source, int offset, int length) {
    int start = ends[count];
    if (bytes.length - start < length) {
      bytes = Arrays.copyOf(bytes, Math.max(start + length, 2 * bytes.length));
    }
    System.arraycopy(source, offset, bytes, start, length);
    count++;
    if (count == ends.length) {
      ends = Arrays.copyOf(ends, 2 * ends.length);
    }
    ends[count] = start + length;
  }

  private void hash(int size) {
    if (table.length == size) {
      Arrays.fill(table, 0);
    } else {
      table = new int[size];
    }
    hashes = Arrays.copyOf(hashes, Math.max(hashes.length, size / 2 + 1));
    for (int i = 0; i < count; i++) {
      int hash = hash(bytes, ends[i], ends[i + 1] - ends[i]);
      int slot = hash & (size - 1);
      while (table[slot] != 0) {
        slot = (slot + 1) & (size - 1);
      }
      table[slot] = i + 1;
      hashes[i] = hash;
    }
  }

  private static int hash(byte[] source, int offset, int length) {
    long hash = SEED ^ length;
    int p = offset;
    int end = offset + length;
    for (; end - p >= Long.BYTES; p += Long.BYTES) {
      hash = mix(hash ^ (long) JsonString.LONG.get(source, p));
    }
    for (; p < end; p++) {
      hash = mix(hash ^ source[p]);
    }
    return (int) (hash ^ (hash >>> 32));
  }

  private static long mix(long hash) {
    long product = hash * MULTIPLIER;
    return product ^ (product >>> 29);
  }
}
