package io.dynalake.dataset.parquet;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/** A growing array of bytes, little endian as Parquet is. */
final class Bytes {
  static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
  static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private static final int INITIAL = 256;

  /** An array that has grown beyond this is given back by {@link #clear}. */
  private static final int KEPT = 4 << 20;

  byte[] array = new byte[INITIAL];
  int size;

  /** Makes room for {@code count} more bytes. */
  void reserve(int count) {
    int needed = Math.addExact(size, count);
    if (needed > array.length) {
      long capacity = Math.max(needed, 2L * array.length);
      array = Arrays.copyOf(array, (int) Math.min(capacity, Integer.MAX_VALUE - 8));
    }
  }

  void put(int value) {
    reserve(1);
    array[size++] = (byte) value;
  }

  void put(byte[] bytes, int from, int length) {
    reserve(length);
    System.arraycopy(bytes, from, array, size, length);
    size += length;
  }

  void putInt(int value) {
    reserve(Integer.BYTES);
    INT.set(array, size, value);
    size += Integer.BYTES;
  }

  void putLong(long value) {
    reserve(Long.BYTES);
    LONG.set(array, size, value);
    size += Long.BYTES;
  }

  void putVarint(int value) {
    int rest = value;
    while ((rest & ~0x7f) != 0) {
      put((rest & 0x7f) | 0x80);
      rest >>>= 7;
    }
    put(rest);
  }

  void clear() {
    size = 0;
    if (array.length > KEPT) {
      array = new byte[INITIAL];
    }
  }
}
