package io.dynalake.export;

import java.io.Serializable;
import java.time.Instant;

/**
 * The time whose changes an incremental export holds.
 *
 * @param from inclusive
 * @param to exclusive
 */
public record ExportPeriod(Instant from, Instant to) implements Serializable {
  public ExportPeriod {
    if (!from.isBefore(to)) {
      throw new IllegalArgumentException("from " + from + " is not before to " + to);
    }
  }
}
