package io.dynalake.bench.report;

import static java.util.Objects.requireNonNull;

import io.dynalake.bench.measure.Measurement;
import java.time.Duration;

/**
 * One entrant in one round.
 *
 * @param process all of it, measured from outside
 * @param work the part of it that the process itself timed; zero if it timed none
 * @param serverCpu CPU time that a server took for it; zero if there was none
 * @param items that it dealt with
 */
public record Run(Measurement process, Duration work, Duration serverCpu, long items) {
  public Run {
    requireNonNull(process, "process");
    requireNonNull(work, "work");
    requireNonNull(serverCpu, "serverCpu");
  }
}
