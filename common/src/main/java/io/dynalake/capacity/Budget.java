package io.dynalake.capacity;

import java.util.HashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * The capacity that all tasks of a job consume together: a token bucket on the driver. A task asks
 * for every request; it is told how long to wait and how much the request may cost, and tells
 * afterwards what it did cost. What was granted to a task that died comes back by time alone.
 *
 * <p>The bucket holds a quarter of a second, and all requests that are under way cost another
 * quarter at most, so 10 seconds see at most 5 % more than the rate. On throttling the rate goes
 * down by a factor, once a second at most however many requests were throttled; without, it goes up
 * by steps to its target.
 */
final class Budget {
  /** Seconds of the rate that are saved up while nobody asks. */
  private static final double BURST = 0.25;

  /** Seconds of the rate that the requests of all tasks cost together. */
  private static final double IN_FLIGHT = 0.25;

  /** Seconds that a task is sent to wait at most; then it asks again, the rate may have changed. */
  private static final double LONGEST_WAIT = 1;

  private static final long INTERVAL_NANOS = 1_000_000_000;
  private static final double DECREASE = 0.7;
  private static final double INCREASE = 0.05;
  private static final double FLOOR = 0.1;

  /** A task that has not asked for so long is not counted any more. */
  private static final long ACTIVE_NANOS = 10_000_000_000L;

  /**
   * An answer.
   *
   * @param pause seconds to wait
   * @param units that the request may cost after that; 0: ask again after that
   */
  record Grant(double pause, double units) {}

  private final LongSupplier clock;
  private final Map<Long, Long> lastAsked = new HashMap<>();
  private double target;
  private double rate;
  private double tokens;
  private long refilled;
  private long intervalStart;
  private boolean throttled;

  /**
   * A full speed budget.
   *
   * @param target units per second
   * @param clock nanoseconds
   */
  Budget(double target, LongSupplier clock) {
    this.clock = clock;
    this.target = target;
    this.rate = target;
    this.refilled = clock.getAsLong();
    this.intervalStart = refilled;
  }

  /** Asks for a request that costs so much at least. */
  synchronized Grant ask(long task, double least) {
    long now = refill();
    lastAsked.put(task, now);
    double wait = Math.max(0, -tokens / rate);
    if (wait > LONGEST_WAIT) {
      return new Grant(LONGEST_WAIT / 2, 0);
    }
    double units = Math.max(least, rate * IN_FLIGHT / active(now));
    tokens -= units;
    return new Grant(wait, units);
  }

  private int active(long now) {
    lastAsked.values().removeIf(asked -> now - asked > ACTIVE_NANOS);
    return Math.max(1, lastAsked.size());
  }

  /** Takes back what a request did not cost of its grant, or takes what it cost beyond. */
  synchronized void settle(double granted, double consumed) {
    refill();
    tokens = Math.min(rate * BURST, tokens + granted - consumed);
  }

  /** Takes note that the table throttled a request. */
  synchronized void throttled() {
    refill();
    throttled = true;
  }

  /** The task will not ask again. */
  synchronized void leave(long task) {
    lastAsked.remove(task);
  }

  /** Follows the table, whose capacity has changed. */
  synchronized void target(double unitsPerSecond) {
    refill();
    rate = Math.min(unitsPerSecond, rate * unitsPerSecond / target);
    target = unitsPerSecond;
  }

  /** Units per second at present. */
  synchronized double rate() {
    refill();
    return rate;
  }

  private long refill() {
    long now = clock.getAsLong();
    while (now - intervalStart >= INTERVAL_NANOS) {
      long end = intervalStart + INTERVAL_NANOS;
      add(end);
      adapt();
      boolean settled = rate >= target && now - end > 10 * INTERVAL_NANOS;
      intervalStart = settled ? now : end;
    }
    add(now);
    return now;
  }

  private void add(long until) {
    if (until > refilled) {
      tokens = Math.min(rate * BURST, tokens + rate * (until - refilled) / 1e9);
      refilled = until;
    }
  }

  private void adapt() {
    rate =
        throttled
            ? Math.max(target * FLOOR, rate * DECREASE)
            : Math.min(target, rate + target * INCREASE);
    throttled = false;
  }
}
