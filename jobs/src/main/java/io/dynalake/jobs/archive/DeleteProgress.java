package io.dynalake.jobs.archive;

import io.dynalake.jobs.progress.Counters;
import io.dynalake.load.write.WriteCounters;
import java.util.List;
import java.util.Locale;

/** How far deletion is. */
final class DeleteProgress {
  static final Counters COUNTERS =
      new Counters(
          "task",
          WriteCounters.TASKS,
          WriteCounters.ITEMS,
          WriteCounters.BYTES,
          List.of(WriteCounters.CAPACITY),
          (totals, seconds) ->
              String.format(Locale.ROOT, "%,.0f WCU/s", totals.get(0) / Math.max(seconds, 1e-3)));

  private DeleteProgress() {}
}
