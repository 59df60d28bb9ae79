package io.dynalake.schema;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * Numbers names, given as UTF-8, from 0 in the order of their addition. A lookup allocates nothing:
 * open addressing over a hash of the bytes, names in one arena. Not for concurrent use.
 */
public final class NameTable {
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final int WORD = Long.BYTES;

  // From wyhash. The seed differs from table to table, so that names cannot be made to collide.
  private static final long K0 = 0xa0761d6478bd642fL;
  private static final long K1 = 0xe7037ed1a0b428dbL;

  private final long seed;
  private byte[] arena = new byte[128];
  private int[] starts = new int[9];
  private int[] hashes = new int[8];
  private int[] slotOf = new int[8];
  private boolean[] escaped = new boolean[8];
  // The index of the name + 1, or 0; at most half of them are taken.
  private int[] slots = new int[16];
  private int size;

  public NameTable() {
    seed = mix(System.nanoTime() ^ K0, System.identityHashCode(this) ^ K1);
  }

  /** The number of names. */
  public int size() {
    return size;
  }

  /** The index of the name, or -1. */
  public int find(byte[] bytes, int offset, int length) {
    int hash = hash(bytes, offset, length);
    int mask = slots.length - 1;
    for (int slot = hash & mask; slots[slot] != 0; slot = (slot + 1) & mask) {
      int index = slots[slot] - 1;
      if (hashes[index] == hash && matches(index, bytes, offset, length)) {
        return index;
      }
    }
    return -1;
  }

  /** Adds a name that the table does not have and returns its index, the size before. */
  public int add(byte[] bytes, int offset, int length) {
    int index = size;
    if (2 * (index + 1) > slots.length) {
      grow();
    }
    int start = starts[index];
    long end = (long) start + length;
    if (end + WORD > arena.length) {
      arena = Arrays.copyOf(arena, Math.toIntExact(Math.max(end + WORD, 2L * arena.length)));
    }
    System.arraycopy(bytes, offset, arena, start, length);
    starts[index + 1] = (int) end;
    hashes[index] = hash(bytes, offset, length);
    escaped[index] = isEscaped(bytes, offset, length);
    size++;
    place(index);
    return index;
  }

  /** The index of the name, which is added if the table does not have it. */
  public int findOrAdd(byte[] bytes, int offset, int length) {
    int index = find(bytes, offset, length);
    return index >= 0 ? index : add(bytes, offset, length);
  }

  /** Whether the name at {@code index} consists of these bytes. */
  public boolean matches(int index, byte[] bytes, int offset, int length) {
    int start = starts[index];
    if (starts[index + 1] - start != length) {
      return false;
    }
    int i = 0;
    for (; i + WORD <= length; i += WORD) {
      if ((long) LONG.get(arena, start + i) != (long) LONG.get(bytes, offset + i)) {
        return false;
      }
    }
    int rest = length - i;
    if (rest == 0) {
      return true;
    }
    if (offset + i + WORD <= bytes.length) {
      // The arena has a word of padding; bytes behind the names are shifted out.
      long difference = (long) LONG.get(arena, start + i) ^ (long) LONG.get(bytes, offset + i);
      return difference << (Long.SIZE - Byte.SIZE * rest) == 0;
    }
    return Arrays.equals(arena, start + i, start + length, bytes, offset + i, offset + length);
  }

  /**
   * Whether the name at {@code index} stands at {@code offset} in JSON text, without escapes and
   * with the closing quote behind it. Never so for a name that JSON has to escape, nor near the end
   * of the array.
   */
  public boolean standsAt(int index, byte[] bytes, int offset) {
    int start = starts[index];
    int length = starts[index + 1] - start;
    if (escaped[index] || offset + length + WORD >= bytes.length) {
      return false;
    }
    int i = 0;
    for (; i + WORD <= length; i += WORD) {
      if ((long) LONG.get(arena, start + i) != (long) LONG.get(bytes, offset + i)) {
        return false;
      }
    }
    // The last word has at most seven bytes of the name, then the quote.
    int rest = Byte.SIZE * (length - i);
    long name = (long) LONG.get(arena, start + i) & ~(-1L << rest);
    long mask = -1L >>> (Long.SIZE - Byte.SIZE - rest);
    long difference = (long) LONG.get(bytes, offset + i) ^ (name | ((long) '"' << rest));
    return (difference & mask) == 0;
  }

  private static boolean isEscaped(byte[] bytes, int offset, int length) {
    for (int i = offset; i < offset + length; i++) {
      if (bytes[i] == '"' || bytes[i] == '\\' || (bytes[i] >= 0 && bytes[i] < ' ')) {
        return true;
      }
    }
    return false;
  }

  public String name(int index) {
    return new String(arena, starts[index], starts[index + 1] - starts[index], UTF_8);
  }

  /** The number of bytes of the name. */
  public int length(int index) {
    return starts[index + 1] - starts[index];
  }

  /** The bytes of the name. */
  public byte[] bytes(int index) {
    return Arrays.copyOfRange(arena, starts[index], starts[index + 1]);
  }

  /** Compares two names by their bytes, unsigned. */
  public int compare(int index, int other) {
    return Arrays.compareUnsigned(
        arena, starts[index], starts[index + 1], arena, starts[other], starts[other + 1]);
  }

  /** Forgets all names, in time that depends on their number only. */
  public void clear() {
    for (int i = 0; i < size; i++) {
      slots[slotOf[i]] = 0;
    }
    size = 0;
  }

  private void grow() {
    int names = slots.length;
    starts = Arrays.copyOf(starts, names + 1);
    hashes = Arrays.copyOf(hashes, names);
    escaped = Arrays.copyOf(escaped, names);
    slotOf = new int[names];
    slots = new int[2 * names];
    for (int i = 0; i < size; i++) {
      place(i);
    }
  }

  private void place(int index) {
    int mask = slots.length - 1;
    int slot = hashes[index] & mask;
    while (slots[slot] != 0) {
      slot = (slot + 1) & mask;
    }
    slots[slot] = index + 1;
    slotOf[index] = slot;
  }

  private int hash(byte[] bytes, int offset, int length) {
    long hash = seed ^ length;
    int i = 0;
    for (; i + WORD <= length; i += WORD) {
      hash = mix(hash ^ (long) LONG.get(bytes, offset + i), K0);
    }
    if (i < length) {
      hash = mix(hash ^ tail(bytes, offset + i, length - i), K1);
    }
    return (int) (hash ^ (hash >>> 32));
  }

  private static long tail(byte[] bytes, int offset, int rest) {
    if (offset + WORD <= bytes.length) {
      return (long) LONG.get(bytes, offset) & (-1L >>> (Long.SIZE - Byte.SIZE * rest));
    }
    long word = 0;
    for (int i = rest - 1; i >= 0; i--) {
      word = (word << Byte.SIZE) | (bytes[offset + i] & 0xff);
    }
    return word;
  }

  private static long mix(long a, long b) {
    return (a * b) ^ Math.multiplyHigh(a, b);
  }
}
