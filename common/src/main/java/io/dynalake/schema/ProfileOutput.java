package io.dynalake.schema;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;

/**
 * The compact binary form of a profile: numbers of variable length, and texts with their length.
 */
final class ProfileOutput {
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

  /** Writes a number ≥ 0, seven bits a byte, the lowest first. */
  void number(long value) {
    long rest = value;
    while (rest > 0x7f) {
      bytes.write((int) ((rest & 0x7f) | 0x80));
      rest >>>= 7;
    }
    bytes.write((int) rest);
  }

  void bytes(byte[] value) {
    number(value.length);
    bytes.writeBytes(value);
  }

  void text(String value) {
    bytes(value.getBytes(UTF_8));
  }

  byte[] toBytes() {
    return bytes.toByteArray();
  }
}
