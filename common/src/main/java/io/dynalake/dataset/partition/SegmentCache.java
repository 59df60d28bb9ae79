package io.dynalake.dataset.partition;

import org.jspecify.annotations.Nullable;

/** Segments by number (a day, an hour, a bucket); a few thousand, the latest of each slot. */
final class SegmentCache {
  private static final int SLOTS = 1 << 12;

  private final long[] keys = new long[SLOTS];
  private final @Nullable String[] segments = new String[SLOTS];

  @Nullable String find(long key) {
    int slot = (int) key & (SLOTS - 1);
    return keys[slot] == key ? segments[slot] : null;
  }

  String put(long key, String segment) {
    int slot = (int) key & (SLOTS - 1);
    keys[slot] = key;
    segments[slot] = segment;
    return segment;
  }
}
