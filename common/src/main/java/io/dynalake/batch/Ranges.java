package io.dynalake.batch;

/** Slots that refer to ranges of slots in vectors of elements: how they become bytes. */
final class Ranges {
  private Ranges() {}

  /** Appends the lengths of the slots' ranges and what lies in them. */
  static void write(int[] offsets, int[] slots, int count, BatchOutput out, Vector... elements) {
    int at = out.reserve(count * Integer.BYTES);
    byte[] bytes = out.bytes();
    int total = 0;
    for (int i = 0; i < count; i++) {
      int length = offsets[slots[i] + 1] - offsets[slots[i]];
      BatchOutput.INT.set(bytes, at + i * Integer.BYTES, length);
      total += length;
    }
    int[] inner = out.beginSelection(total);
    int next = 0;
    for (int i = 0; i < count; i++) {
      int end = offsets[slots[i] + 1];
      for (int slot = offsets[slots[i]]; slot < end; slot++) {
        inner[next++] = slot;
      }
    }
    for (Vector element : elements) {
      element.writeTo(inner, total, out);
    }
    out.endSelection();
  }

  /** Reads the lengths into offsets and returns their sum, the number of elements that follow. */
  static int read(
      int[] offsets, byte[] validity, int from, int to, int present, BatchInput in) {
    int at = in.skip(present * Integer.BYTES);
    byte[] bytes = in.bytes();
    int end = offsets[from];
    for (int slot = from; slot < to; slot++) {
      if (validity[slot] != 0) {
        end += (int) BatchOutput.INT.get(bytes, at);
        at += Integer.BYTES;
      }
      offsets[slot + 1] = end;
    }
    return end - offsets[from];
  }
}
