package io.dynalake.item;

import java.util.Arrays;

/**
 * Decodes padded base64 of the standard alphabet (RFC 4648, section 4) into a buffer of its own.
 * Missing padding, white space and the URL alphabet are refused; bits that the last character has
 * beyond the last byte are ignored, like {@link java.util.Base64} does.
 */
final class Base64Decoder {
  private static final int BUFFER = 1024;
  private static final int LARGEST_KEPT = 1 << 20;
  private static final String ALPHABET =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

  /** The six bits of a character, or -1; negative bytes wrap to the upper half. */
  private static final byte[] BITS = new byte[256];

  static {
    Arrays.fill(BITS, (byte) -1);
    for (int i = 0; i < ALPHABET.length(); i++) {
      BITS[ALPHABET.charAt(i)] = (byte) i;
    }
  }

  /** The decoded bytes, from index 0. */
  byte[] bytes = new byte[BUFFER];

  int length;

  /** Whether the text was base64; if so, {@link #bytes} and {@link #length} have what it says. */
  boolean decode(byte[] text, int offset, int textLength) {
    if (textLength % 4 != 0) {
      return false;
    }
    if (textLength == 0) {
      length = 0;
      return true;
    }
    int decoded = textLength / 4 * 3;
    if (bytes.length < decoded) {
      bytes = new byte[Math.max(decoded, 2 * bytes.length)];
    }
    byte[] target = bytes;
    int last = offset + textLength - 4;
    int n = 0;
    for (int p = offset; p < last; p += 4) {
      int group =
          (bits(text[p]) << 18)
              | (bits(text[p + 1]) << 12)
              | (bits(text[p + 2]) << 6)
              | bits(text[p + 3]);
      if (group < 0) {
        return false;
      }
      target[n] = (byte) (group >> 16);
      target[n + 1] = (byte) (group >> 8);
      target[n + 2] = (byte) group;
      n += 3;
    }
    int padding = text[last + 3] != '=' ? 0 : text[last + 2] != '=' ? 1 : 2;
    int group =
        (bits(text[last]) << 18)
            | (bits(text[last + 1]) << 12)
            | (padding == 2 ? 0 : bits(text[last + 2]) << 6)
            | (padding > 0 ? 0 : bits(text[last + 3]));
    if (group < 0) {
      return false;
    }
    target[n] = (byte) (group >> 16);
    target[n + 1] = (byte) (group >> 8);
    target[n + 2] = (byte) group;
    length = n + 3 - padding;
    return true;
  }

  /** Gives back the memory that a very long value took. */
  void trim() {
    if (bytes.length > LARGEST_KEPT) {
      bytes = new byte[BUFFER];
    }
  }

  private static int bits(byte c) {
    return BITS[c & 0xFF];
  }
}
