package io.dynalake.batch;

/** Slots that refer to ranges of slots in vectors of elements. */
final class Ranges {
  private Ranges() {}

  /** Appends the lengths of the slots' ranges and what lies in them. */
  static void write(int[] offsets, int[] slots, int count, BatchOutput out, Vector... elements) {
    int total = Packed.writeLengths(offsets, slots, count, out);
    int[] inner = out.selections().begin(total);
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
    out.selections().end();
  }
}
