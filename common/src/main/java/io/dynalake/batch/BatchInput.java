package io.dynalake.batch;

/**
 * Reads what a {@link BatchOutput} took; by the same steps, for the bytes do not say what they are.
 */
public final class BatchInput {
  private final byte[] bytes;
  private int position;

  public BatchInput(byte[] bytes) {
    this.bytes = bytes;
  }

  public long number() {
    long number = 0;
    int shift = 0;
    byte next;
    do {
      next = bytes[position++];
      number |= (next & 0x7fL) << shift;
      shift += 7;
    } while (next < 0);
    return number;
  }

  byte[] bytes() {
    return bytes;
  }

  /** Goes on by {@code count} bytes, and returns where they begin. */
  int skip(int count) {
    int at = position;
    position = at + count;
    return at;
  }
}
