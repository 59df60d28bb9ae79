package io.dynalake.batch;

/** Microseconds since the epoch, from S or N. */
final class TimestampVector extends LongVector {
  TimestampVector(String path) {
    super(path);
  }

  @Override
  String typeName() {
    return "timestamp";
  }
}
