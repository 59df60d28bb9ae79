package io.dynalake.batch;

/** Days since the epoch, from S or N. */
final class DateVector extends IntVector {
  DateVector(String path) {
    super(path);
  }

  @Override
  String typeName() {
    return "date";
  }
}
