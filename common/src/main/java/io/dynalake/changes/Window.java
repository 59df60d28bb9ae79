package io.dynalake.changes;

import io.dynalake.export.IncrementalExport;
import java.time.Instant;

/**
 * The changes of a time, as one incremental export holds them: of every item that changed only the
 * state at the end.
 *
 * @param from inclusive
 * @param to exclusive
 * @param exportArn "" where the manifest has none
 * @param location of the export
 */
public record Window(Instant from, Instant to, String exportArn, String location) {
  public Window {
    if (!from.isBefore(to)) {
      throw new IllegalArgumentException("window from " + from + " to " + to);
    }
  }

  public static Window of(IncrementalExport export) {
    return new Window(
        export.period().from(), export.period().to(), export.exportArn(), export.location());
  }

  /** Names it to people and in journals. */
  public String name() {
    return exportArn.isEmpty() ? location : exportArn;
  }
}
