package io.dynalake.batch;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/** Rows of batches as bytes, for another task's {@link BatchInput}. Reused, and grows. */
public final class BatchOutput {
  static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
  static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  /** Readable bytes behind the last one, so that whole words may be read. */
  private static final int PADDING = Long.BYTES;

  private byte[] bytes = new byte[4096];
  private int size;

  /** Lists of slots under way, one per level of nesting. */
  private int[][] selections = new int[4][0];

  private int selected;

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

  /** Room for the numbers of {@code count} slots, given back by {@link #endSelection}. */
  int[] beginSelection(int count) {
    if (selected == selections.length) {
      selections = Arrays.copyOf(selections, 2 * selected);
      Arrays.fill(selections, selected, 2 * selected, new int[0]);
    }
    if (selections[selected].length < count) {
      selections[selected] = new int[Math.max(count, 2 * selections[selected].length)];
    }
    return selections[selected++];
  }

  void endSelection() {
    selected--;
  }
}
