package io.dynalake.batch;

/** Binary, from B. */
final class BinaryVector extends BytesVector {
  BinaryVector(String path) {
    super(path);
  }

  @Override
  public void binary(byte[] bytes, int offset, int length) {
    if (profile != null) {
      profile.binary(bytes, offset, length);
    }
    append(bytes, offset, length);
  }

  @Override
  String typeName() {
    return "binary";
  }
}
