package io.dynalake.item;

/** Passes on the key attributes of a change, and nothing that cannot be a key. */
final class KeySink extends ValueSink implements MapSink {
  /** A partition key, and maybe a sort key. */
  private static final int MOST = 2;

  private MapSink keys = SkipSink.INSTANCE;
  private ValueSink key = SkipSink.INSTANCE;
  private int count;

  /** Begins the key attributes of a line. */
  KeySink begin(MapSink sink) {
    keys = sink;
    count = 0;
    return this;
  }

  void requireSome() {
    if (count == 0) {
      throw new MalformedItemException("Keys has no attribute");
    }
  }

  @Override
  public ValueSink attribute(byte[] bytes, int offset, int length) {
    if (++count > MOST) {
      throw new MalformedItemException("Keys has more than " + MOST + " attributes");
    }
    key = keys.attribute(bytes, offset, length);
    return this;
  }

  @Override
  public void string(byte[] bytes, int offset, int length) {
    key.string(bytes, offset, length);
  }

  @Override
  public void number(DynamoNumber number) {
    key.number(number);
  }

  @Override
  public void binary(byte[] bytes, int offset, int length) {
    key.binary(bytes, offset, length);
  }

  @Override
  public void bool(boolean value) {
    throw noKey();
  }

  @Override
  public void nullValue() {
    throw noKey();
  }

  @Override
  public ValueSink beginList() {
    throw noKey();
  }

  @Override
  public void endList() {
    throw noKey();
  }

  @Override
  public MapSink beginMap() {
    throw noKey();
  }

  @Override
  public void endMap() {
    throw noKey();
  }

  @Override
  public ValueSink beginSet(AttributeType type) {
    throw noKey();
  }

  @Override
  public void endSet() {
    throw noKey();
  }

  private static MalformedItemException noKey() {
    return new MalformedItemException("a key attribute is neither S nor N nor B");
  }
}
