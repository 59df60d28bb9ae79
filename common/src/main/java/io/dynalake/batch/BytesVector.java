package io.dynalake.batch;

import java.util.Arrays;

/** Strings as UTF-8, or binary. */
public abstract sealed class BytesVector extends Vector permits BinaryVector, TextVector {
  /** Readable bytes behind the last value, so that readers may load whole words. */
  public static final int PADDING = 8;

  private static final int INITIAL_BYTES = 16 * INITIAL_SLOTS;

  private int[] offsets = new int[INITIAL_SLOTS + 1];
  private byte[] data = new byte[INITIAL_BYTES];

  BytesVector(String path) {
    super(path);
  }

  /** The value of slot i lies in {@link #data} from offset i to offset i + 1. */
  public final int[] offsets() {
    return offsets;
  }

  public final byte[] data() {
    return data;
  }

  /** A copy of the slot's bytes. */
  public final byte[] value(int slot) {
    return Arrays.copyOfRange(data, offsets[slot], offsets[slot + 1]);
  }

  final void append(byte[] bytes, int offset, int length) {
    int at = reserve(length);
    System.arraycopy(bytes, offset, data, at, length);
    commit(at + length);
  }

  /** Makes room for a value of {@code length} bytes and returns where it starts. */
  final int reserve(int length) {
    return reserve(length(), length);
  }

  private int reserve(int slot, int length) {
    int at = offsets[slot];
    int end = Math.addExact(at, length);
    if (end > data.length - PADDING) {
      long capacity = Math.max(end + (long) PADDING, 2L * data.length);
      data = Arrays.copyOf(data, (int) Math.min(capacity, Integer.MAX_VALUE - PADDING));
    }
    return at;
  }

  /** Appends what was written since {@link #reserve}. */
  final void commit(int end) {
    int slot = append();
    offsets[slot + 1] = end;
  }

  @Override
  final void fillNulls(int from, int to) {
    Arrays.fill(offsets, from + 1, to + 1, offsets[from]);
  }

  @Override
  final long bytes() {
    return 5L * length() + offsets[length()];
  }

  @Override
  final void resize(int slots) {
    offsets = Arrays.copyOf(offsets, slots + 1);
  }

  @Override
  final void writeValues(int[] slots, int count, BatchOutput out) {
    int total = Packed.writeLengths(offsets, slots, count, out);
    int at = out.reserve(total);
    byte[] bytes = out.bytes();
    for (int i = 0; i < count; i++) {
      int start = offsets[slots[i]];
      int length = offsets[slots[i] + 1] - start;
      System.arraycopy(data, start, bytes, at, length);
      at += length;
    }
  }

  @Override
  final void readValues(int from, int to, int present, BatchInput in) {
    int total = Packed.readLengths(offsets, validity(), from, to, present, in);
    int at = reserve(from, total);
    System.arraycopy(in.bytes(), in.skip(total), data, at, total);
  }

  @Override
  final void clearChildren() {
    if (data.length > KEPT_BYTES && offsets[length()] < data.length / 4) {
      data = new byte[INITIAL_BYTES];
    }
  }
}
