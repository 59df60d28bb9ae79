package io.dynalake.bench.peer;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;

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

  /** A count that the report of a run tells. */
  static long number(Path output, String run, String pointer) {
    return (long) told(output, run, pointer);
  }

  private static double told(Path output, String run, String pointer) {
    Path report = output.resolve("_dynalake/reports/" + run + ".json");
    try {
      double told = new ObjectMapper().readTree(report.toFile()).at(pointer).asDouble();
      if (told <= 0) {
        throw new IllegalStateException(report + ": it does not tell " + pointer);
      }
      return told;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
