package io.dynalake.scan;

import java.util.Arrays;

/** Where the items of a page lie in its bytes. */
final class ItemSpans {
  private final byte[] bytes;
  private int[] bounds = new int[512];
  private int count;

  ItemSpans(byte[] bytes) {
    this.bytes = bytes;
  }

  void add(int start, int end) {
    if (2 * count == bounds.length) {
      bounds = Arrays.copyOf(bounds, 4 * count);
    }
    bounds[2 * count] = start;
    bounds[2 * count + 1] = end;
    count++;
  }

  byte[] bytes() {
    return bytes;
  }

  int count() {
    return count;
  }

  int start(int i) {
    return bounds[2 * i];
  }

  int end(int i) {
    return bounds[2 * i + 1];
  }
}
