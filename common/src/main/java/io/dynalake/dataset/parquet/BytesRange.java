package io.dynalake.dataset.parquet;

import io.dynalake.batch.BytesVector;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * The least and the greatest of the byte strings seen, bytes being unsigned. Most values are told
 * to lie between from their first eight bytes.
 */
final class BytesRange {
  private static final VarHandle BIG_ENDIAN =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

  private final Bytes min = new Bytes();
  private final Bytes max = new Bytes();
  private long minPrefix;
  private long maxPrefix;
  private boolean empty = true;

  boolean isEmpty() {
    return empty;
  }

  /** {@code bytes} has {@link BytesVector#PADDING} readable bytes behind the value. */
  void include(byte[] bytes, int from, int length) {
    long prefix = prefix(bytes, from, length);
    if (empty) {
      empty = false;
      set(min, bytes, from, length);
      set(max, bytes, from, length);
      minPrefix = prefix;
      maxPrefix = prefix;
      return;
    }
    if (prefix <= minPrefix
        && (prefix < minPrefix
            || Arrays.compareUnsigned(bytes, from, from + length, min.array, 0, min.size) < 0)) {
      set(min, bytes, from, length);
      minPrefix = prefix;
    }
    if (prefix >= maxPrefix
        && (prefix > maxPrefix
            || Arrays.compareUnsigned(bytes, from, from + length, max.array, 0, max.size) > 0)) {
      set(max, bytes, from, length);
      maxPrefix = prefix;
    }
  }

  byte[] min() {
    return Arrays.copyOf(min.array, min.size);
  }

  byte[] max() {
    return Arrays.copyOf(max.array, max.size);
  }

  void clear() {
    empty = true;
    min.clear();
    max.clear();
  }

  /** The first eight bytes, zeros behind a shorter value; signed order is that of the bytes. */
  private static long prefix(byte[] bytes, int from, int length) {
    long word = (long) BIG_ENDIAN.get(bytes, from);
    if (length < Long.BYTES) {
      word = length == 0 ? 0 : word & -1L << (Long.SIZE - 8 * length);
    }
    return word ^ Long.MIN_VALUE;
  }

  private static void set(Bytes target, byte[] bytes, int from, int length) {
    target.clear();
    target.put(bytes, from, length);
  }
}
