package io.dynalake.batch;

import io.dynalake.item.DynamoNumber;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** Text, from values of every type. */
final class TextVector extends BytesVector {
  private static final byte[] TRUE = "true".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] FALSE = "false".getBytes(StandardCharsets.US_ASCII);

  TextVector(String path) {
    super(path);
  }

  @Override
  public void string(byte[] bytes, int offset, int length) {
    append(bytes, offset, length);
  }

  @Override
  public void number(DynamoNumber number) {
    int at = reserve(number.textLength());
    commit(number.writeText(data(), at));
  }

  @Override
  public void binary(byte[] bytes, int offset, int length) {
    byte[] value = new byte[length];
    System.arraycopy(bytes, offset, value, 0, length);
    byte[] text = Base64.getEncoder().encode(value);
    append(text, 0, text.length);
  }

  @Override
  public void bool(boolean value) {
    byte[] text = value ? TRUE : FALSE;
    append(text, 0, text.length);
  }

  @Override
  String typeName() {
    return "string";
  }
}
