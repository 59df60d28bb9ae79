package io.dynalake.jobs.progress;

import io.dynalake.load.write.WriteCounters;
import io.dynalake.source.ProgressCounters;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The accumulators that tell how far a phase is.
 *
 * @param unit what its parts are called, in the singular
 * @param parts name of the accumulator that counts them
 * @param items name of that which counts items
 * @param bytes name of that which counts bytes
 * @param capacity of a table, if the phase consumes any
 */
public record Counters(
    String unit, String parts, String items, String bytes, Optional<Capacity> capacity) {
  /** Of data files that are read. */
  static final Counters FILES =
      new Counters(
          "file",
          ProgressCounters.FILES,
          ProgressCounters.ITEMS,
          ProgressCounters.BYTES,
          Optional.empty());

  /** Of tasks that write to a table, or delete from it. */
  public static final Counters WRITES =
      new Counters(
          "task",
          WriteCounters.TASKS,
          WriteCounters.ITEMS,
          WriteCounters.BYTES,
          Optional.of(new Capacity("WCU", WriteCounters.CAPACITY, WriteCounters.THROTTLES)));

  /**
   * The accumulators of requests to a table.
   *
   * @param unit "RCU" or "WCU"
   * @param units name of the accumulator that counts capacity units
   * @param throttles name of that which counts throttled requests
   */
  public record Capacity(String unit, String units, String throttles) {
    String text(double consumed, long throttled, double seconds) {
      String rate = String.format(Locale.ROOT, "%,.0f ", consumed / Math.max(seconds, 1e-3)) + unit;
      return rate + "/s" + (throttled == 0 ? "" : ", " + Quantity.count(throttled) + " throttled");
    }
  }

  /** Names of all of them. */
  List<String> names() {
    List<String> names = new ArrayList<>(List.of(parts, items, bytes));
    capacity.ifPresent(c -> names.addAll(List.of(c.units(), c.throttles())));
    return names;
  }
}
