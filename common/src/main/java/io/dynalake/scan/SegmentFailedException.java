package io.dynalake.scan;

/** Tells the driver which segment a task failed at. */
final class SegmentFailedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int segment;

  SegmentFailedException(int segment, Exception cause) {
    super("segment " + segment + ": " + cause.getMessage(), cause);
    this.segment = segment;
  }

  int segment() {
    return segment;
  }
}
