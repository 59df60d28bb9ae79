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
  void clearChildren() {}
}
