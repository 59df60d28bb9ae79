package io.dynalake.batch;

import io.dynalake.item.DynamoNumber;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.math.BigInteger;
import java.nio.ByteOrder;
import java.util.Arrays;

/** Unscaled decimals of 19 to 38 digits, from N: 16 bytes each, big endian, two's complement. */
public final class Decimal128Vector extends Vector {
  /** Bytes per slot. */
  public static final int WIDTH = 16;

  private static final int LONG_DIGITS = 18;
  private static final VarHandle BIG_ENDIAN =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

  private final int precision;
  private final int scale;
  private byte[] data = new byte[INITIAL_SLOTS * WIDTH];

  Decimal128Vector(String path, int precision, int scale) {
    super(path);
    this.precision = precision;
    this.scale = scale;
  }

  /** {@link #WIDTH} bytes per slot, undefined where null. */
  public byte[] data() {
    return data;
  }

  public BigInteger unscaled(int slot) {
    return new BigInteger(data, slot * WIDTH, WIDTH);
  }

  @Override
  public void number(DynamoNumber number) {
    if (profile != null) {
      profile.number(number);
    }
    int integerDigits = number.integerDigits();
    if (number.fractionDigits() > scale || integerDigits > precision - scale) {
      throw misfit(Decimal64Vector.describe(number));
    }
    int at = append() * WIDTH;
    if (integerDigits + scale <= LONG_DIGITS) {
      long unscaled = number.unscaledLong(scale);
      BIG_ENDIAN.set(data, at, unscaled >> 63);
      BIG_ENDIAN.set(data, at + 8, unscaled);
    } else {
      BigInteger unscaled = number.unscaled(scale);
      BIG_ENDIAN.set(data, at, unscaled.shiftRight(64).longValue());
      BIG_ENDIAN.set(data, at + 8, unscaled.longValue());
    }
  }

  @Override
  long bytes() {
    return (WIDTH + 1L) * length();
  }

  @Override
  String typeName() {
    return "decimal(" + precision + "," + scale + ")";
  }

  @Override
  void resize(int slots) {
    data = Arrays.copyOf(data, Math.multiplyExact(slots, WIDTH));
  }

  @Override
  void writeValues(int[] slots, int count, BatchOutput out) {
    int at = out.reserve(count * WIDTH);
    byte[] bytes = out.bytes();
    for (int i = 0; i < count; i++) {
      System.arraycopy(data, slots[i] * WIDTH, bytes, at + i * WIDTH, WIDTH);
    }
  }

  @Override
  void readValues(int from, int to, int present, BatchInput in) {
    int at = in.skip(present * WIDTH);
    byte[] validity = validity();
    for (int slot = from; slot < to; slot++) {
      if (validity[slot] != 0) {
        System.arraycopy(in.bytes(), at, data, slot * WIDTH, WIDTH);
        at += WIDTH;
      }
    }
  }

  @Override
  void clearChildren() {}
}
