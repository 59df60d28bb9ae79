package io.dynalake.item;

/** Pushes a value into two sinks, or the attributes of a map. For what is rare: it allocates. */
public final class TeeSink extends ValueSink {
  private final ValueSink first;
  private final ValueSink second;

  public TeeSink(ValueSink first, ValueSink second) {
    this.first = first;
    this.second = second;
  }

  /** The attributes of a map into two sinks. */
  public static MapSink of(MapSink first, MapSink second) {
    return (bytes, offset, length) ->
        new TeeSink(
            first.attribute(bytes, offset, length), second.attribute(bytes, offset, length));
  }

  @Override
  public void string(byte[] bytes, int offset, int length) {
    first.string(bytes, offset, length);
    second.string(bytes, offset, length);
  }

  @Override
  public void number(DynamoNumber number) {
    first.number(number);
    second.number(number);
  }

  @Override
  public void binary(byte[] bytes, int offset, int length) {
    first.binary(bytes, offset, length);
    second.binary(bytes, offset, length);
  }

  @Override
  public void bool(boolean value) {
    first.bool(value);
    second.bool(value);
  }

  @Override
  public void nullValue() {
    first.nullValue();
    second.nullValue();
  }

  @Override
  public ValueSink beginList() {
    return new TeeSink(first.beginList(), second.beginList());
  }

  @Override
  public void endList() {
    first.endList();
    second.endList();
  }

  @Override
  public MapSink beginMap() {
    return of(first.beginMap(), second.beginMap());
  }

  @Override
  public void endMap() {
    first.endMap();
    second.endMap();
  }

  @Override
  public ValueSink beginSet(AttributeType type) {
    return new TeeSink(first.beginSet(type), second.beginSet(type));
  }

  @Override
  public void endSet() {
    first.endSet();
    second.endSet();
  }
}
