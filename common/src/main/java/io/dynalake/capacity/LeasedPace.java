package io.dynalake.capacity;

import java.util.concurrent.TimeUnit;

/** A task's pace by what the budget grants, page by page. */
public final class LeasedPace implements Pace, AutoCloseable {
  /** Who grants: the budget, wherever it is. */
  interface Lender {
    Budget.Grant ask(double least);

    void settle(double granted, double consumed);

    void throttled();

    void leave();
  }

  private final Lender lender;

  LeasedPace(Lender lender) {
    this.lender = lender;
  }

  @Override
  public double acquire(double least) throws InterruptedException {
    while (true) {
      Budget.Grant grant = lender.ask(least);
      TimeUnit.NANOSECONDS.sleep((long) (grant.pause() * 1e9));
      if (grant.units() > 0) {
        return grant.units();
      }
    }
  }

  @Override
  public void settle(double granted, double consumed) {
    lender.settle(granted, consumed);
  }

  @Override
  public void throttled() {
    lender.throttled();
  }

  @Override
  public void close() {
    lender.leave();
  }
}
