package io.dynalake.scan;

/** How fast one task may read. Used by one thread at a time. */
public interface Pace {
  /** As fast as the table allows. */
  Pace UNLIMITED =
      new Pace() {
        @Override
        public double acquire(double least) {
          return Double.POSITIVE_INFINITY;
        }

        @Override
        public void settle(double granted, double consumed) {}

        @Override
        public void throttled() {}
      };

  /**
   * Waits until a page may be read.
   *
   * @param least capacity units that the smallest page costs, which is one item
   * @return units that the page may cost, infinite if it may be as large as it gets
   */
  double acquire(double least) throws InterruptedException;

  /** Tells what a page has cost of what was granted. */
  void settle(double granted, double consumed);

  /** Tells that the table refused a request for want of capacity. */
  void throttled();
}
