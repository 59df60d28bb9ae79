package io.dynalake.batch;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** Rows of batches as bytes, for another task's {@link BatchInput}. Reused, and grows. */
public final class BatchOutput {
  static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
  static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  /** Readable bytes behind the last one, so that whole words may be read. */
  private static final int PADDING = Long.BYTES;

  private static final int INITIAL = 1 << 10;

  /** An array that has grown beyond this is given back. */
  private static final int KEPT = 1 << 20;

  private byte[] bytes = new byte[INITIAL];
  private int size;

  private final Selections selections;

  public BatchOutput() {
    this(new Selections());
  }

  private BatchOutput(Selections selections) {
    this.selections = selections;
  }

  /** So many outputs, of which one at a time is written to. */
  public static List<BatchOutput> several(int count) {
    Selections shared = new Selections();
    return Stream.generate(() -> new BatchOutput(shared)).limit(count).toList();
  }

  /** Appends a number; small ones that are not negative take few bytes. */
  public void number(long number) {
    int at = reserve(Long.BYTES + 2);
    long rest = number;
    while ((rest & ~0x7f) != 0) {
      bytes[at++] = (byte) (rest | 0x80);
      rest >>>= 7;
    }
    bytes[at++] = (byte) rest;
    size = at;
  }

  /** What was appended, which is then forgotten. */
  public byte[] take() {
    byte[] taken = Arrays.copyOf(bytes, size + PADDING);
    size = 0;
    if (bytes.length > KEPT) {
      bytes = new byte[INITIAL];
    }
    return taken;
  }

  /** The array to write into, until the next {@link #reserve}. */
  byte[] bytes() {
    return bytes;
  }

  /** Appends {@code count} bytes, zero or anything, and returns where they begin. */
  int reserve(int count) {
    int at = size;
    int end = Math.addExact(at, count);
    if (end > bytes.length - PADDING) {
      bytes = Arrays.copyOf(bytes, (int) Math.min(2L * end, Integer.MAX_VALUE - 8));
    }
    size = end;
    return at;
  }

  /** Takes the last bytes back. */
  void back(int count) {
    size -= count;
  }

  /** Lists of slots that are being written. */
  Selections selections() {
    return selections;
  }
}
