package io.dynalake.item;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;

/** JSON that is being written, as UTF-8; escaped is only what JSON says must be. */
public final class JsonText {
  private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);

  private byte[] bytes;
  private int length;

  /**
   * @param capacity in bytes, to begin with
   */
  public JsonText(int capacity) {
    bytes = new byte[capacity];
  }

  public void clear() {
    length = 0;
  }

  /** Holds the text from index 0; valid until the next call of another method. */
  public byte[] bytes() {
    return bytes;
  }

  /** Bytes of the text. */
  public int length() {
    return length;
  }

  /** A copy of the text. */
  public byte[] toBytes() {
    return Arrays.copyOf(bytes, length);
  }

  @Override
  public String toString() {
    return new String(bytes, 0, length, StandardCharsets.UTF_8);
  }

  /** Puts the comma before an element or member that is not the first. */
  public void separate() {
    if (length > 0) {
      byte last = bytes[length - 1];
      if (last != '[' && last != '{' && last != ':') {
        append(',');
      }
    }
  }

  public void append(char ascii) {
    reserve(1);
    bytes[length++] = (byte) ascii;
  }

  public void append(byte[] utf8) {
    append(utf8, 0, utf8.length);
  }

  /** A quoted string. */
  public void string(byte[] utf8, int offset, int count) {
    append('"');
    int copied = offset;
    int end = offset + count;
    for (int p = offset; p < end; p++) {
      byte c = utf8[p];
      if (c == '"' || c == '\\' || (c >= 0 && c < ' ')) {
        append(utf8, copied, p - copied);
        escape(c);
        copied = p + 1;
      }
    }
    append(utf8, copied, end - copied);
    append('"');
  }

  /** A quoted string. */
  public void string(String text) {
    byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
    string(utf8, 0, utf8.length);
  }

  /** The canonical text of a number, without quotes. */
  public void number(DynamoNumber number) {
    reserve(DynamoNumber.MAX_TEXT_LENGTH);
    length = number.writeText(bytes, length);
  }

  /** A quoted string of base64. */
  public void base64(byte[] source, int offset, int count) {
    append('"');
    append(Base64.getEncoder().encode(Arrays.copyOfRange(source, offset, offset + count)));
    append('"');
  }

  private void escape(byte c) {
    append('\\');
    switch (c) {
      case '"', '\\' -> append((char) c);
      case '\b' -> append('b');
      case '\f' -> append('f');
      case '\n' -> append('n');
      case '\r' -> append('r');
      case '\t' -> append('t');
      default -> {
        append('u');
        append('0');
        append('0');
        append((char) HEX[c >> 4]);
        append((char) HEX[c & 0xF]);
      }
    }
  }

  private void append(byte[] source, int offset, int count) {
    reserve(count);
    System.arraycopy(source, offset, bytes, length, count);
    length += count;
  }

  private void reserve(int more) {
    if (bytes.length - length < more) {
      bytes = Arrays.copyOf(bytes, Math.max(length + more, 2 * bytes.length));
    }
  }
}
