package io.dynalake.batch;

import io.dynalake.item.AttributeType;
import io.dynalake.item.DynamoNumber;
import io.dynalake.item.JsonTextSink;
import io.dynalake.item.MapSink;
import io.dynalake.item.TeeSink;
import io.dynalake.item.ValueSink;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;

/** Text, from values of every type. */
final class TextVector extends BytesVector {
  private static final byte[] TRUE = "true".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] FALSE = "false".getBytes(StandardCharsets.US_ASCII);

  /** Renders lists, sets and maps; shared, for a batch has one value at a time. */
  private final JsonTextSink json;

  TextVector(String path, JsonTextSink json) {
    super(path);
    this.json = json;
  }

  @Override
  public void string(byte[] bytes, int offset, int length) {
    if (profile != null) {
      profile.string(bytes, offset, length);
    }
    append(bytes, offset, length);
  }

  @Override
  public void number(DynamoNumber number) {
    if (profile != null) {
      profile.number(number);
    }
    int at = reserve(number.textLength());
    commit(number.writeText(data(), at));
  }

  @Override
  public void binary(byte[] bytes, int offset, int length) {
    if (profile != null) {
      profile.binary(bytes, offset, length);
    }
    byte[] value = Arrays.copyOfRange(bytes, offset, offset + length);
    byte[] text = Base64.getEncoder().encode(value);
    append(text, 0, text.length);
  }

  @Override
  public void bool(boolean value) {
    if (profile != null) {
      profile.bool(value);
    }
    byte[] text = value ? TRUE : FALSE;
    append(text, 0, text.length);
  }

  @Override
  public ValueSink beginList() {
    json.reset();
    ValueSink elements = json.beginList();
    return profile == null ? elements : new TeeSink(elements, profile.beginList());
  }

  @Override
  public void endList() {
    if (profile != null) {
      profile.endList();
    }
    json.endList();
    append(json.bytes(), 0, json.length());
  }

  @Override
  public ValueSink beginSet(AttributeType type) {
    json.reset();
    ValueSink elements = json.beginSet(type);
    return profile == null ? elements : new TeeSink(elements, profile.beginSet(type));
  }

  @Override
  public void endSet() {
    if (profile != null) {
      profile.endSet();
    }
    json.endSet();
    append(json.bytes(), 0, json.length());
  }

  @Override
  public MapSink beginMap() {
    json.reset();
    MapSink attributes = json.beginMap();
    return profile == null ? attributes : TeeSink.of(attributes, profile.beginMap());
  }

  @Override
  public void endMap() {
    if (profile != null) {
      profile.endMap();
    }
    json.endMap();
    append(json.bytes(), 0, json.length());
  }

  @Override
  String typeName() {
    return "string";
  }
}
