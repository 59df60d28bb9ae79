package io.dynalake.item;

/** Takes a struct of Ion and refuses all else, as malformed. */
abstract class StructSink extends ValueSink {
  private final String subject;

  /**
   * @param subject of refusals
   */
  StructSink(String subject) {
    this.subject = subject;
  }

  @Override
  public void string(byte[] bytes, int offset, int length) {
    throw noStruct();
  }

  @Override
  public void number(DynamoNumber number) {
    throw noStruct();
  }

  @Override
  public void binary(byte[] bytes, int offset, int length) {
    throw noStruct();
  }

  @Override
  public void bool(boolean value) {
    throw noStruct();
  }

  @Override
  public void nullValue() {
    throw noStruct();
  }

  @Override
  public ValueSink beginList() {
    throw noStruct();
  }

  @Override
  public void endList() {
    throw noStruct();
  }

  @Override
  public ValueSink beginSet(AttributeType type) {
    throw noStruct();
  }

  @Override
  public void endSet() {
    throw noStruct();
  }

  private MalformedItemException noStruct() {
    return new MalformedItemException(subject + " needs a struct");
  }
}
