package io.dynalake.schema;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;

/** Reads what {@link ProfileOutput} wrote. */
final class ProfileInput {
  private final byte[] bytes;
  private int position;

  ProfileInput(byte[] bytes) {
    this.bytes = bytes;
  }

  long number() {
    long value = 0;
    for (int shift = 0; ; shift += 7) {
      byte b = bytes[position++];
      value |= (b & 0x7fL) << shift;
      if (b >= 0) {
        return value;
      }
    }
  }

  int size() {
    return Math.toIntExact(number());
  }

  byte[] bytes() {
    int length = size();
    position += length;
    return Arrays.copyOfRange(bytes, position - length, position);
  }

  String text() {
    return new String(bytes(), UTF_8);
  }
}
