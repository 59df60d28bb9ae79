package io.dynalake.batch;

import java.util.Arrays;

/** 64-bit integers: bigint, unscaled decimals of up to 18 digits, timestamps in µs. */
public abstract sealed class LongVector extends Vector
    permits Decimal64Vector, Int64Vector, TimestampVector {
  private long[] values = new long[INITIAL_SLOTS];

  LongVector(String path) {
    super(path);
  }

  public final long value(int slot) {
    return values[slot];
  }

  /** One per slot, undefined where null. */
  public final long[] values() {
    return values;
  }

  final void append(long value) {
    int slot = append();
    values[slot] = value;
  }

  @Override
  final long bytes() {
    return 9L * length();
  }

  @Override
  final void resize(int slots) {
    values = Arrays.copyOf(values, slots);
  }

  @Override
  final void writeValues(int[] slots, int count, BatchOutput out) {
    Packed.write(values, slots, count, out);
  }

  @Override
  final void readValues(int from, int to, int present, BatchInput in) {
    Packed.read(values, validity(), from, to, present, in);
  }

  @Override
  final void clearChildren() {}
}
