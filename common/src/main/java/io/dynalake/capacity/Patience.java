package io.dynalake.capacity;

import java.io.Serializable;
import java.time.Duration;

/**
 * How long to go on with a request that fails.
 *
 * @param attempts at most, the first included
 * @param firstPause before the second attempt; doubled before each further one, with jitter
 * @param longestPause between two attempts
 */
public record Patience(int attempts, Duration firstPause, Duration longestPause)
    implements Serializable {
  /** Five minutes at the least, seven as a rule: more than a service takes to fail over. */
  public static final Patience DEFAULT =
      new Patience(40, Duration.ofMillis(50), Duration.ofSeconds(15));

  public Patience {
    if (attempts < 1 || firstPause.isNegative() || longestPause.compareTo(firstPause) < 0) {
      throw new IllegalArgumentException(
          "patience " + attempts + ", " + firstPause + ", " + longestPause);
    }
  }
}
