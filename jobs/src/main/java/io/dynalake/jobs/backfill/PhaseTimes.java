package io.dynalake.jobs.backfill;

import java.util.HashMap;
import java.util.Map;

/** How long each phase of a run took, in seconds; one phase at a time. */
final class PhaseTimes {
  private final Map<String, Double> took = new HashMap<>();
  private String phase = "";
  private long began;

  /** Begins a phase and ends the one before; a phase may come more than once. */
  void begin(String name) {
    end();
    phase = name;
    began = System.nanoTime();
  }

  void end() {
    if (!phase.isEmpty()) {
      took.merge(phase, since(began), Double::sum);
      phase = "";
    }
  }

  /** Counts the time of one phase for another. */
  void add(String from, String to) {
    took.merge(to, of(from), Double::sum);
    took.remove(from);
  }

  double of(String name) {
    return took.getOrDefault(name, 0.0);
  }

  static double since(long nanos) {
    return rounded((System.nanoTime() - nanos) / 1e9);
  }

  /** To milliseconds. */
  static double rounded(double seconds) {
    return Math.round(seconds * 1e3) / 1e3;
  }
}
