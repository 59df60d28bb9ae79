package io.dynalake.dataset.commit;

import java.time.Duration;

/**
 * How long a lease lives and how long others wait for it.
 *
 * @param heartbeat how often its holder renews it
 * @param expiry after how long without renewal it counts as abandoned
 * @param patience how long to wait for a holder that surely lives
 */
public record LeaseTerms(Duration heartbeat, Duration expiry, Duration patience) {
  public static final LeaseTerms DEFAULT =
      new LeaseTerms(Duration.ofSeconds(10), Duration.ofSeconds(60), Duration.ZERO);

  public LeaseTerms {
    if (heartbeat.isNegative() || heartbeat.isZero()) {
      throw new IllegalArgumentException("heartbeat " + heartbeat + ": must be positive");
    }
    if (expiry.compareTo(heartbeat.multipliedBy(3)) < 0) {
      throw new IllegalArgumentException(
          "expiry " + expiry + ": must be at least three heartbeats of " + heartbeat);
    }
    if (patience.isNegative()) {
      throw new IllegalArgumentException("patience " + patience + ": must not be negative");
    }
  }

  public LeaseTerms withPatience(Duration other) {
    return new LeaseTerms(heartbeat, expiry, other);
  }
}
