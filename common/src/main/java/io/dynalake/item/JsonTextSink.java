package io.dynalake.item;

import java.nio.charset.StandardCharsets;

/**
 * Renders one value of any type as compact plain JSON: numbers in canonical text, binaries as
 * base64, sets and lists as arrays, NULL as null. Text stays UTF-8; escaped is only what JSON says
 * must be. To be {@linkplain #reset reset} before each value.
 *
 * <p>An item as a whole is rendered by {@link #beginMap} and {@link #endMap} around its parsing.
 */
public final class JsonTextSink extends ValueSink implements MapSink {
  private static final byte[] TRUE = "true".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] FALSE = "false".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] NULL = "null".getBytes(StandardCharsets.US_ASCII);

  private final JsonText text = new JsonText(256);
  private final MapNames names = new MapNames();

  /** Forgets the value. */
  public void reset() {
    text.clear();
    names.clear();
  }

  /** Holds the text from index 0; valid until the next call of another method. */
  public byte[] bytes() {
    return text.bytes();
  }

  /** Bytes of the text. */
  public int length() {
    return text.length();
  }

  /** The text. */
  @Override
  public String toString() {
    return text.toString();
  }

  @Override
  public void string(byte[] source, int offset, int count) {
    text.separate();
    text.string(source, offset, count);
  }

  @Override
  public void number(DynamoNumber number) {
    text.separate();
    text.number(number);
  }

  @Override
  public void binary(byte[] source, int offset, int count) {
    text.separate();
    text.base64(source, offset, count);
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
    text.separate();
    text.append('[');
    return this;
  }

  @Override
  public void endList() {
    text.append(']');
  }

  @Override
  public ValueSink beginSet(AttributeType type) {
    return beginList();
  }

  @Override
  public void endSet() {
    text.append(']');
  }

  @Override
  public MapSink beginMap() {
    text.separate();
    text.append('{');
    names.begin();
    return this;
  }

  @Override
  public ValueSink attribute(byte[] source, int offset, int count) {
    names.add(source, offset, count);
    text.separate();
    text.string(source, offset, count);
    text.append(':');
    return this;
  }

  @Override
  public void endMap() {
    names.end();
    text.append('}');
  }

  private void literal(byte[] ascii) {
    text.separate();
    text.append(ascii);
  }
}
