package io.dynalake.dataset.partition;

import io.dynalake.item.AttributeType;
import io.dynalake.item.DynamoNumber;
import io.dynalake.item.MapSink;
import io.dynalake.item.SkipSink;
import io.dynalake.item.ValueSink;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The value of one attribute of the current item, copied while the parser pushes it on to another
 * sink. Scalars are kept as bytes: S as UTF-8, N as canonical text, B decoded, BOOL as one byte; of
 * everything else only the type is kept.
 */
final class Capture extends ValueSink {
  private ValueSink inner = SkipSink.INSTANCE;
  private @Nullable CaptureMap children;

  private @Nullable AttributeType type;
  private byte[] bytes = new byte[256];
  private int length;

  /** Null if the item has no such attribute. */
  @Nullable AttributeType type() {
    return type;
  }

  /** Valid from 0 to {@link #length}, until the next item. */
  byte[] bytes() {
    return bytes;
  }

  int length() {
    return length;
  }

  CaptureMap children() {
    if (children == null) {
      children = new CaptureMap();
    }
    return children;
  }

  void reset() {
    type = null;
    length = 0;
    if (children != null) {
      children.reset();
    }
  }

  Capture tee(ValueSink sink) {
    inner = sink;
    return this;
  }

  @Override
  public void string(byte[] text, int offset, int size) {
    copy(AttributeType.S, text, offset, size);
    inner.string(text, offset, size);
  }

  @Override
  public void number(DynamoNumber number) {
    type = AttributeType.N;
    // The initial capacity exceeds the longest canonical text.
    length = number.writeText(bytes, 0);
    inner.number(number);
  }

  @Override
  public void binary(byte[] data, int offset, int size) {
    copy(AttributeType.B, data, offset, size);
    inner.binary(data, offset, size);
  }

  @Override
  public void bool(boolean value) {
    type = AttributeType.BOOL;
    bytes[0] = (byte) (value ? 1 : 0);
    length = 1;
    inner.bool(value);
  }

  @Override
  public void nullValue() {
    type = AttributeType.NULL;
    length = 0;
    inner.nullValue();
  }

  @Override
  public ValueSink beginList() {
    type = AttributeType.L;
    return inner.beginList();
  }

  @Override
  public void endList() {
    inner.endList();
  }

  @Override
  public MapSink beginMap() {
    type = AttributeType.M;
    MapSink map = inner.beginMap();
    return children == null ? map : children.tee(map);
  }

  @Override
  public void endMap() {
    inner.endMap();
  }

  @Override
  public ValueSink beginSet(AttributeType setType) {
    type = setType;
    return inner.beginSet(setType);
  }

  @Override
  public void endSet() {
    inner.endSet();
  }

  private void copy(AttributeType scalar, byte[] source, int offset, int size) {
    if (size > bytes.length) {
      bytes = new byte[Math.max(size, bytes.length * 2)];
    }
    System.arraycopy(source, offset, bytes, 0, size);
    length = size;
    type = scalar;
  }

  /** Whether the value is of this type and has these bytes. */
  boolean is(@Nullable AttributeType otherType, byte[] otherBytes, int otherLength) {
    return type == otherType
        && length == otherLength
        && Arrays.equals(bytes, 0, length, otherBytes, 0, otherLength);
  }
}
