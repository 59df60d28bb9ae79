package io.dynalake.bench.report;

import java.time.Duration;

/** A number of a run that the less is the better. */
public enum Metric {
  /** Seconds from start to end of the process. */
  WALL("wall, s", 2),

  /** Seconds of user and system time. */
  CPU("CPU, s", 2),

  /** Resident memory in MB of 10^6 bytes. */
  PEAK_MEMORY("peak memory, MB", 0),

  /** Seconds of what the process timed itself. */
  WORK("query alone, s", 2),

  /** The same, where it is what comes before the first data file. */
  PLANNING("planning alone, s", 2),

  /** The same, where it is from the first data file to the last one written. */
  CONVERSION("conversion alone, s", 2),

  /** The same, where it is a scan. */
  SCAN("scan alone, s", 2),

  /** The same, where it is a load. */
  LOAD("load alone, s", 2),

  /** The same, where it is what the run told its ledger and asked it. */
  LEDGER("ledger alone, s", 2),

  /** That, of the time from start to end of the process. */
  LEDGER_SHARE("ledger, % of wall", 1),

  /** Seconds of the server that is scanned. */
  SERVER_CPU("server's CPU, s", 2);

  private final String heading;
  private final int fractionDigits;

  Metric(String heading, int fractionDigits) {
    this.heading = heading;
    this.fractionDigits = fractionDigits;
  }

  /** What it is called, with its unit. */
  public String heading() {
    return heading;
  }

  int fractionDigits() {
    return fractionDigits;
  }

  double of(Run run) {
    return switch (this) {
      case WALL -> seconds(run.process().wall());
      case CPU -> seconds(run.process().cpu());
      case PEAK_MEMORY -> run.process().peakBytes() / 1e6;
      case WORK, PLANNING, CONVERSION, SCAN, LOAD, LEDGER -> seconds(run.work());
      case LEDGER_SHARE -> 100 * LEDGER.of(run) / WALL.of(run);
      case SERVER_CPU -> seconds(run.serverCpu());
    };
  }

  private static double seconds(Duration duration) {
    return duration.toMillis() / 1e3;
  }
}
