package io.dynalake.item;

/** Keeps nothing of an item, but refuses an attribute name that comes twice in a map. */
public final class CheckSink extends ValueSink implements MapSink {
  private final MapNames names = new MapNames();

  /** Begins an item. */
  public MapSink beginItem() {
    names.clear();
    return beginMap();
  }

  @Override
  public ValueSink attribute(byte[] bytes, int offset, int length) {
    names.add(bytes, offset, length);
    return this;
  }

  @Override
  public void string(byte[] bytes, int offset, int length) {}

  @Override
  public void number(DynamoNumber number) {}

  @Override
  public void binary(byte[] bytes, int offset, int length) {}

  @Override
  public void bool(boolean value) {}

  @Override
  public void nullValue() {}

  @Override
  public ValueSink beginList() {
    return this;
  }

  @Override
  public void endList() {}

  @Override
  public MapSink beginMap() {
    names.begin();
    return this;
  }

  @Override
  public void endMap() {
    names.end();
  }

  @Override
  public ValueSink beginSet(AttributeType type) {
    return this;
  }

  @Override
  public void endSet() {}
}
