package io.dynalake.batch;

import io.dynalake.item.DynamoNumber;
import java.util.Arrays;

/** Doubles, the nearest to N. */
public final class DoubleVector extends Vector {
  private double[] values = new double[INITIAL_SLOTS];

  DoubleVector(String path) {
    super(path);
  }

  public double value(int slot) {
    return values[slot];
  }

  /** One per slot, undefined where null. */
  public double[] values() {
    return values;
  }

  @Override
  public void number(DynamoNumber number) {
    if (profile != null) {
      profile.number(number);
    }
    int slot = append();
    values[slot] = number.doubleValue();
  }

  @Override
  long bytes() {
    return 9L * length();
  }

  @Override
  String typeName() {
    return "double";
  }

  @Override
  void resize(int slots) {
    values = Arrays.copyOf(values, slots);
  }

  @Override
  void writeValues(int[] slots, int count, BatchOutput out) {
    int at = out.reserve(count * Double.BYTES);
    byte[] bytes = out.bytes();
    for (int i = 0; i < count; i++) {
      long bits = Double.doubleToRawLongBits(values[slots[i]]);
      BatchOutput.LONG.set(bytes, at + i * Double.BYTES, bits);
    }
  }

  @Override
  void readValues(int from, int to, int present, BatchInput in) {
    int at = in.skip(present * Double.BYTES);
    byte[] bytes = in.bytes();
    byte[] validity = validity();
    for (int slot = from; slot < to; slot++) {
      if (validity[slot] != 0) {
        values[slot] = Double.longBitsToDouble((long) BatchOutput.LONG.get(bytes, at));
        at += Double.BYTES;
      }
    }
  }

  @Override
  void clearChildren() {}
}
