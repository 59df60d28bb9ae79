package io.dynalake.jobs.progress;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * How a phase went on.
 *
 * @param phase its name
 * @param unit what its parts are called, in the singular
 * @param ended when the next one began, or the job ended
 * @param samples in order, the last one with the phase's exact figures; none of a phase that never
 *     counted anything
 */
public record PhaseSamples(
    String phase, String unit, Instant started, Instant ended, List<Sample> samples) {

  /**
   * What was counted so far.
   *
   * @param millis since the phase began
   */
  public record Sample(long millis, long parts, long items, long bytes) {}

  public PhaseSamples {
    samples = List.copyOf(samples);
    if (ended.isBefore(started)) {
      throw new IllegalArgumentException(phase + ": ended " + ended + ", started " + started);
    }
  }

  public double seconds() {
    return Duration.between(started, ended).toMillis() / 1e3;
  }

  /** The figures at its end. */
  public Sample last() {
    return samples.isEmpty() ? new Sample(0, 0, 0, 0) : samples.get(samples.size() - 1);
  }
}
