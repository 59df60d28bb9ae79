package io.dynalake.batch;

import java.util.Arrays;

/** 32-bit integers: dates, in days since the epoch. */
public abstract sealed class IntVector extends Vector permits DateVector {
  private int[] values = new int[INITIAL_SLOTS];

  IntVector(String path) {
    super(path);
  }

  public final int value(int slot) {
    return values[slot];
  }

  /** One per slot, undefined where null. */
  public final int[] values() {
    return values;
  }

  final void append(int value) {
    int slot = append();
    values[slot] = value;
  }

  @Override
  final long bytes() {
    return 5L * length();
  }

  @Override
  final void resize(int slots) {
    values = Arrays.copyOf(values, slots);
  }

  @Override
  final void writeValues(int[] slots, int count, BatchOutput out) {
    int at = out.reserve(count * Integer.BYTES);
    byte[] bytes = out.bytes();
    for (int i = 0; i < count; i++) {
      BatchOutput.INT.set(bytes, at + i * Integer.BYTES, values[slots[i]]);
    }
  }

  @Override
  final void readValues(int from, int to, int present, BatchInput in) {
    int at = in.skip(present * Integer.BYTES);
    byte[] bytes = in.bytes();
    byte[] validity = validity();
    for (int slot = from; slot < to; slot++) {
      if (validity[slot] != 0) {
        values[slot] = (int) BatchOutput.INT.get(bytes, at);
        at += Integer.BYTES;
      }
    }
  }

  @Override
  final void clearChildren() {}
}
