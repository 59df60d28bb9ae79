package io.dynalake.jobs.load;

import io.dynalake.jobs.progress.Counters;
import io.dynalake.load.write.WriteCounters;
import java.util.List;
import java.util.Locale;

/** How far writing is. */
final class WriteProgress {
  static final Counters COUNTERS =
      new Counters(
          "task",
          WriteCounters.TASKS,
          WriteCounters.ITEMS,
          WriteCounters.BYTES,
          List.of(WriteCounters.CAPACITY, WriteCounters.THROTTLES),
          WriteProgress::detail);

  private WriteProgress() {}

  private static String detail(List<Double> totals, double seconds) {
    long throttles = totals.get(1).longValue();
    return String.format(Locale.ROOT, "%,.0f WCU/s", totals.get(0) / Math.max(seconds, 1e-3))
        + (throttles == 0 ? "" : String.format(Locale.ROOT, ", %,d throttled", throttles));
  }
}
