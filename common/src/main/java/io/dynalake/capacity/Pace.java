package io.dynalake.capacity;

/** How fast one task may read or write. Used by one thread at a time. */
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
   * Waits until a request may be made.
   *
   * @param least capacity units that the smallest request costs, which is one item
   * @return units that the request may cost, infinite if it may be as large as it gets
   */
  double acquire(double least) throws InterruptedException;

  /** Tells what a request has cost of what was granted. */
  void settle(double granted, double consumed);

  /** Tells that the table refused a request for want of capacity. */
  void throttled();
}
