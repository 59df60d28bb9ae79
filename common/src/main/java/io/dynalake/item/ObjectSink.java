package io.dynalake.item;

/** Receives M values only, from a parser that gives nothing else there. */
public abstract class ObjectSink extends ValueSink {
  @Override
  public final void string(byte[] bytes, int offset, int length) {
    throw noObject();
  }

  @Override
  public final void number(DynamoNumber number) {
    throw noObject();
  }

  @Override
  public final void binary(byte[] bytes, int offset, int length) {
    throw noObject();
  }

  @Override
  public final void bool(boolean value) {
    throw noObject();
  }

  @Override
  public final void nullValue() {
    throw noObject();
  }

  @Override
  public final ValueSink beginList() {
    throw noObject();
  }

  @Override
  public final void endList() {
    throw noObject();
  }

  @Override
  public final ValueSink beginSet(AttributeType type) {
    throw noObject();
  }

  @Override
  public final void endSet() {
    throw noObject();
  }

  private static IllegalStateException noObject() {
    return new IllegalStateException("a value other than M");
  }
}
