package io.dynalake.bench.peer;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** What runs of dynalake say of themselves. */
final class RunReport {
  private RunReport() {}

  /**
   * A time that the report of a run tells.
   *
   * @param output where the run's rows or items lie
   * @param pointer to a number of seconds, as a JSON pointer
   */
  static Duration seconds(Path output, String run, String pointer) {
    return Duration.ofMillis(Math.round(told(output, run, pointer) * 1e3));
  }

  /** The time of several phases together, each of which may have been none. */
  static Duration phases(Path output, String run, List<String> phases) {
    return phases.stream()
        .map(phase -> Duration.ofMillis(Math.round(value(output, run, "/seconds/" + phase) * 1e3)))
        .reduce(Duration.ZERO, Duration::plus);
  }

  /** A count that the report of a run tells. */
  static long number(Path output, String run, String pointer) {
    return (long) told(output, run, pointer);
  }

  private static double told(Path output, String run, String pointer) {
    double told = value(output, run, pointer);
    if (told <= 0) {
      throw new IllegalStateException("report of " + output + ": it does not tell " + pointer);
    }
    return told;
  }

  private static double value(Path output, String run, String pointer) {
    Path report = output.resolve("_dynalake/reports/" + run + ".json");
    try {
      return new ObjectMapper().readTree(report.toFile()).at(pointer).asDouble();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
