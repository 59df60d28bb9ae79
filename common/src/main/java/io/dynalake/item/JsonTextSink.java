package io.dynalake.item;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;

/**
 * Renders one value of any type as compact plain JSON: numbers in canonical text, binaries as
 * base64, sets and lists as arrays, NULL as null. Text stays UTF-8; escaped is only what JSON says
 * must be. To be {@linkplain #reset reset} before each value.
 *
 * <p>An item as a whole is rendered by {@link #beginMap} and {@link #endMap} around its parsing.
 */
public final class JsonTextSink extends ValueSink implements MapSink {
  private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] TRUE = "true".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] FALSE = "false".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] NULL = "null".getBytes(StandardCharsets.US_ASCII);

  private byte[] bytes = new byte[256];
  private int length;

  /** The names of each open map, outermost first; those behind {@link #openMaps} are spare. */
  private final List<DistinctBytes> names = new ArrayList<>();

  private int openMaps;

  /** Forgets the value. */
  public void reset() {
    length = 0;
    openMaps = 0;
  }

  /** Holds the text from index 0; valid until the next call of another method. */
  public byte[] bytes() {
    return bytes;
  }

  /** Bytes of the text. */
  public int length() {
    return length;
  }

  /** The text. */
  @Override
  public String toString() {
    return new String(bytes, 0, length, StandardCharsets.UTF_8);
  }

  @Override
  public void string(byte[] source, int offset, int count) {
    separate();
    quoted(source, offset, count);
  }

  @Override
  public void number(DynamoNumber number) {
    separate();
    reserve(DynamoNumber.MAX_TEXT_LENGTH);
    length = number.writeText(bytes, length);
  }

  @Override
  public void binary(byte[] source, int offset, int count) {
    separate();
    byte[] text = Base64.getEncoder().encode(Arrays.copyOfRange(source, offset, offset + count));
    append('"');
    append(text, 0, text.length);
    append('"');
  }

  @Override
  public void bool(boolean value) {
    literal(value ? TRUE : FALSE);
  }

  @Override
  public void nullValue() {
    literal(NULL);
  }

  @Override
  public ValueSink beginList() {
    separate();
    append('[');
    return this;
  }

  @Override
  public void endList() {
    append(']');
  }

  @Override
  public ValueSink beginSet(AttributeType type) {
    return beginList();
  }

  @Override
  public void endSet() {
    append(']');
  }

  @Override
  public MapSink beginMap() {
    separate();
    append('{');
    if (openMaps == names.size()) {
      names.add(new DistinctBytes());
    }
    names.get(openMaps++).clear();
    return this;
  }

  @Override
  public ValueSink attribute(byte[] source, int offset, int count) {
    if (!names.get(openMaps - 1).add(source, offset, count)) {
      throw new MalformedItemException("an attribute name occurs twice in a map");
    }
    separate();
    quoted(source, offset, count);
    append(':');
    return this;
  }

  @Override
  public void endMap() {
    openMaps--;
    append('}');
  }

  private void literal(byte[] text) {
    separate();
    append(text, 0, text.length);
  }

  /** Puts the comma before an element or attribute that is not the first. */
  private void separate() {
    if (length > 0) {
      byte last = bytes[length - 1];
      if (last != '[' && last != '{' && last != ':') {
        append(',');
      }
    }
  }

  private void quoted(byte[] source, int offset, int count) {
    append('"');
    int copied = offset;
    int end = offset + count;
    for (int p = offset; p < end; p++) {
      byte c = source[p];
      if (c == '"' || c == '\\' || (c >= 0 && c < ' ')) {
        append(source, copied, p - copied);
        escape(c);
        copied = p + 1;
      }
    }
    append(source, copied, end - copied);
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

  private void append(char ascii) {
    reserve(1);
    bytes[length++] = (byte) ascii;
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
