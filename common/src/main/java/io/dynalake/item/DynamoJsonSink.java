package io.dynalake.item;

import java.nio.charset.StandardCharsets;

/**
 * Writes items as DynamoDB JSON, {@code {"pk":{"S":"a"},…}}, in one line, numbers in canonical
 * text. The elements of sets need not differ: one that comes again is left out.
 */
public final class DynamoJsonSink extends ValueSink implements MapSink {
  private static final byte[] S = ascii("{\"S\":");
  private static final byte[] N = ascii("{\"N\":");
  private static final byte[] B = ascii("{\"B\":");
  private static final byte[] TRUE = ascii("{\"BOOL\":true}");
  private static final byte[] FALSE = ascii("{\"BOOL\":false}");
  private static final byte[] NULL = ascii("{\"NULL\":true}");
  private static final byte[] L = ascii("{\"L\":[");
  private static final byte[] M = ascii("{\"M\":{");
  private static final byte[] SS = ascii("{\"SS\":[");
  private static final byte[] NS = ascii("{\"NS\":[");
  private static final byte[] BS = ascii("{\"BS\":[");

  private final JsonText text = new JsonText(1024);
  private final MapNames names = new MapNames();
  private final DistinctBytes elements = new DistinctBytes();
  private final byte[] number = new byte[DynamoNumber.MAX_TEXT_LENGTH];
  private boolean inSet;

  /** Begins an item, and forgets the one before. */
  public MapSink beginItem() {
    text.clear();
    names.clear();
    inSet = false;
    text.append('{');
    names.begin();
    return this;
  }

  public void endItem() {
    names.end();
    text.append('}');
  }

  /** The item: a copy of its text. */
  public byte[] toBytes() {
    return text.toBytes();
  }

  /** The item. */
  @Override
  public String toString() {
    return text.toString();
  }

  @Override
  public ValueSink attribute(byte[] bytes, int offset, int length) {
    names.add(bytes, offset, length);
    text.separate();
    text.string(bytes, offset, length);
    text.append(':');
    return this;
  }

  @Override
  public void string(byte[] bytes, int offset, int length) {
    if (begin(S, bytes, offset, length)) {
      text.string(bytes, offset, length);
      end();
    }
  }

  @Override
  public void number(DynamoNumber value) {
    int length = value.writeText(number, 0);
    if (begin(N, number, 0, length)) {
      text.string(number, 0, length);
      end();
    }
  }

  @Override
  public void binary(byte[] bytes, int offset, int length) {
    if (begin(B, bytes, offset, length)) {
      text.base64(bytes, offset, length);
      end();
    }
  }

  @Override
  public void bool(boolean value) {
    begin(value ? TRUE : FALSE);
  }

  @Override
  public void nullValue() {
    begin(NULL);
  }

  @Override
  public ValueSink beginList() {
    begin(L);
    return this;
  }

  @Override
  public void endList() {
    text.append(']');
    text.append('}');
  }

  @Override
  public MapSink beginMap() {
    begin(M);
    names.begin();
    return this;
  }

  @Override
  public void endMap() {
    names.end();
    text.append('}');
    text.append('}');
  }

  @Override
  public ValueSink beginSet(AttributeType type) {
    begin(type == AttributeType.SS ? SS : type == AttributeType.NS ? NS : BS);
    elements.clear();
    inSet = true;
    return this;
  }

  @Override
  public void endSet() {
    inSet = false;
    endList();
  }

  private void begin(byte[] tag) {
    text.separate();
    text.append(tag);
  }

  /** Begins a scalar; false if it is an element that the set has already. */
  private boolean begin(byte[] tag, byte[] bytes, int offset, int length) {
    if (!inSet) {
      begin(tag);
      return true;
    }
    if (!elements.add(bytes, offset, length)) {
      return false;
    }
    text.separate();
    return true;
  }

  private void end() {
    if (!inSet) {
      text.append('}');
    }
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
