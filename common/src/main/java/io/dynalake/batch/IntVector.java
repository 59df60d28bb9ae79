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
  final void clearChildren() {}
}
