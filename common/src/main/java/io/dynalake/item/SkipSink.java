package io.dynalake.item;

/** Discards a value of any type. The parser still checks it. */
public class SkipSink extends ValueSink implements MapSink {
  public static final SkipSink INSTANCE = new SkipSink();

  protected SkipSink() {}

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
    return this;
  }

  @Override
  public void endMap() {}

  @Override
  public ValueSink beginSet(AttributeType type) {
    return this;
  }

  @Override
  public void endSet() {}

  @Override
  public ValueSink attribute(byte[] bytes, int offset, int length) {
    return this;
  }
}
