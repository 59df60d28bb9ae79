package io.dynalake.batch;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.security.SecureRandom;

/** A hash of byte ranges for open addressing: all bytes count, eight at a time. */
public final class BytesHash {
  private static final VarHandle WORD =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long GOLDEN = 0x9E3779B97F4A7C15L;

  /** Differs from process to process, so that no data can be made to collide. */
  private static final long SEED = new SecureRandom().nextLong();

  private BytesHash() {}

  /** A hash whose low bits are as good as any. */
  public static int hash(byte[] bytes, int offset, int length) {
    long hash = SEED + length;
    int end = offset + length;
    int at = offset;
    for (; at <= end - Long.BYTES; at += Long.BYTES) {
      hash = (hash ^ (long) WORD.get(bytes, at)) * GOLDEN;
      hash ^= hash >>> 32;
    }
    if (at < end) {
      long tail = 0;
      for (; at < end; at++) {
        tail = (tail << 8) | (bytes[at] & 0xff);
      }
      hash = (hash ^ tail) * GOLDEN;
      hash ^= hash >>> 32;
    }
    return (int) hash;
  }

  /** As {@link #hash(byte[], int, int)}, of one word. */
  public static int hash(long word) {
    long hash = (word ^ SEED) * GOLDEN;
    return (int) (hash ^ (hash >>> 32));
  }
}
