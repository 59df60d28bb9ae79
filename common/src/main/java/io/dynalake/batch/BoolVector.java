package io.dynalake.batch;

import java.util.Arrays;

/** Booleans. */
public final class BoolVector extends Vector {
  private byte[] values = new byte[INITIAL_SLOTS];

  BoolVector(String path) {
    super(path);
  }

  public boolean value(int slot) {
    return values[slot] != 0;
  }

  /** 0 or 1 per slot, undefined where null. */
  public byte[] values() {
    return values;
  }

  @Override
  public void bool(boolean value) {
    if (profile != null) {
      profile.bool(value);
    }
    int slot = append();
    values[slot] = (byte) (value ? 1 : 0);
  }

  @Override
  long bytes() {
    return 2L * length();
  }

  @Override
  String typeName() {
    return "boolean";
  }

  @Override
  void resize(int slots) {
    values = Arrays.copyOf(values, slots);
  }

  @Override
  void writeValues(int[] slots, int count, BatchOutput out) {
    int at = out.reserve(count);
    byte[] bytes = out.bytes();
    for (int i = 0; i < count; i++) {
      bytes[at + i] = values[slots[i]];
    }
  }

  @Override
  void readValues(int from, int to, int present, BatchInput in) {
    int at = in.skip(present);
    byte[] bytes = in.bytes();
    byte[] validity = validity();
    for (int slot = from; slot < to; slot++) {
      if (validity[slot] != 0) {
        values[slot] = bytes[at++];
      }
    }
  }

  @Override
  void clearChildren() {}
}
