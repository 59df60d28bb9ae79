package io.dynalake.ledger;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/**
 * A try at a part.
 *
 * @param number from 1
 * @param failure why it failed, if it did
 */
public record Attempt(
    int number, Instant started, Optional<Instant> ended, Optional<Failure> failure) {
  public Attempt {
    if (number < 1) {
      throw new IllegalArgumentException("attempt " + number + ": they are numbered from 1");
    }
    started = started.truncatedTo(ChronoUnit.MILLIS);
    ended = ended.map(e -> e.truncatedTo(ChronoUnit.MILLIS));
  }

  Attempt ended(Instant now, Optional<Failure> why) {
    return new Attempt(number, started, Optional.of(now), why);
  }
}
