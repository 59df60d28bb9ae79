package io.dynalake.export;

import java.io.InputStream;

/** Stored bytes as they are. */
final class PlainInput extends InputStream {
  private final StoredBytes stored;

  PlainInput(StoredBytes stored) {
    this.stored = stored;
  }

  @Override
  public int read() {
    return stored.fill() ? stored.buffer[stored.position++] & 0xff : -1;
  }

  @Override
  public int read(byte[] target, int offset, int length) {
    if (length == 0) {
      return 0;
    }
    if (!stored.fill()) {
      return -1;
    }
    int count = Math.min(length, stored.limit - stored.position);
    System.arraycopy(stored.buffer, stored.position, target, offset, count);
    stored.position += count;
    return count;
  }
}
