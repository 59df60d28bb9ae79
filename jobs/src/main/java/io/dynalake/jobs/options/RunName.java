package io.dynalake.jobs.options;

import io.dynalake.jobs.options.Window.Period;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The id of a run, and whether it says more than that this is a run: of a run that its user or a
 * window named, everything is done once, however often it is started.
 */
public record RunName(String id, Origin origin) {
  private static final int LONGEST = 100;

  /** Who named a run. */
  public enum Origin {
    GIVEN,
    WINDOW,
    RANDOM
  }

  /** Whether another start of this run would have the same name. */
  public boolean isLasting() {
    return origin != Origin.RANDOM;
  }

  /** The id that was given, else that of the window, else a new one. */
  static RunName of(
      Optional<String> given, Optional<TableArguments> table, ZoneId zone, Supplier<String> newId) {
    if (given.isPresent()) {
      return new RunName(given.orElseThrow(), Origin.GIVEN);
    }
    Optional<String> ofWindow =
        table.flatMap(
            t ->
                t.pitr()
                    .window()
                    .map(window -> ofPeriod(t.table().name(), window.last(Instant.now(), zone))));
    return ofWindow
        .map(id -> new RunName(id, Origin.WINDOW))
        .orElseGet(() -> new RunName(newId.get(), Origin.RANDOM));
  }

  private static String ofPeriod(String table, Period period) {
    String name = table.replaceAll("^[^A-Za-z0-9]+", "");
    int most = LONGEST - period.label().length() - 1;
    return name.substring(0, Math.min(name.length(), most)) + "-" + period.label();
  }
}
