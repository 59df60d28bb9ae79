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
  void clearChildren() {}
}
