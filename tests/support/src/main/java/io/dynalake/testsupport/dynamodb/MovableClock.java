package io.dynalake.testsupport.dynamodb;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;

/**
 * The time of an emulator: it passes as outside, in microseconds of which it gives each but once,
 * and a test can move it on.
 */
public final class MovableClock implements InstantSource {
  private Duration ahead;
  private Instant last = Instant.EPOCH;

  MovableClock(Duration behind) {
    ahead = behind.negated();
  }

  @Override
  public synchronized Instant instant() {
    Instant now = Instant.now().plus(ahead).truncatedTo(ChronoUnit.MICROS);
    last = now.isAfter(last) ? now : last.plus(1, ChronoUnit.MICROS);
    return last;
  }

  /** Moves the time on; it never goes back. */
  public synchronized void advance(Duration duration) {
    if (duration.isNegative()) {
      throw new IllegalArgumentException(duration + ": this clock does not go back");
    }
    ahead = ahead.plus(duration);
    notifyAll();
  }

  /** Waits for a time, which comes by itself or is moved to. */
  synchronized void await(Instant time) throws InterruptedException {
    for (Instant now = instant(); now.isBefore(time); now = instant()) {
      wait(Duration.between(now, time).toMillis() + 1);
    }
  }
}
