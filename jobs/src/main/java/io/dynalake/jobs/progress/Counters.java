package io.dynalake.jobs.progress;

import io.dynalake.source.ProgressCounters;
import java.util.List;
import java.util.function.BiFunction;

/**
 * The accumulators that tell how far a phase is.
 *
 * @param unit what its parts are called, in the singular
 * @param parts name of the accumulator that counts them
 * @param items name of that which counts items
 * @param bytes name of that which counts bytes
 * @param more names of others
 * @param detail a text about the totals of the others and the seconds that have passed
 */
public record Counters(
    String unit,
    String parts,
    String items,
    String bytes,
    List<String> more,
    BiFunction<List<Double>, Double, String> detail) {
  /** Of data files that are read. */
  static final Counters FILES =
      new Counters(
          "file",
          ProgressCounters.FILES,
          ProgressCounters.ITEMS,
          ProgressCounters.BYTES,
          List.of(),
          (totals, seconds) -> "");

  public Counters {
    more = List.copyOf(more);
  }
}
