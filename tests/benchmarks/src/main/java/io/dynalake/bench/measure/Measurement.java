package io.dynalake.bench.measure;

import static java.util.Objects.requireNonNull;

import java.time.Duration;

/**
 * What one run of a process took.
 *
 * @param wall from its start to its end
 * @param cpu user and system time, of all processes it started too
 * @param peakBytes resident memory; 0 where there is no /proc
 */
public record Measurement(Duration wall, Duration cpu, long peakBytes) {
  public Measurement {
    requireNonNull(wall, "wall");
    requireNonNull(cpu, "cpu");
    if (peakBytes < 0) {
      throw new IllegalArgumentException("peakBytes must not be negative: " + peakBytes);
    }
  }
}
