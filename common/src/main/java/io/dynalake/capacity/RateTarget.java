package io.dynalake.capacity;

import io.dynalake.error.ErrorCode;
import io.dynalake.error.JobException;
import java.io.Serializable;
import java.util.OptionalDouble;

/** How much of a table's capacity a job may consume. */
public sealed interface RateTarget extends Serializable {
  /**
   * Capacity units per second, or empty if there is no limit.
   *
   * @throws JobException USAGE if the table does not say what the answer depends on
   */
  OptionalDouble unitsPerSecond(TableDescription table);

  /** Whether the answer changes with the table's. */
  default boolean followsTable() {
    return false;
  }

  /** As much as the table gives. */
  record Unlimited() implements RateTarget {
    @Override
    public OptionalDouble unitsPerSecond(TableDescription table) {
      return OptionalDouble.empty();
    }
  }

  /** So many capacity units per second. */
  record Absolute(Capacity capacity, double units) implements RateTarget {
    public Absolute {
      if (!(units >= 1) || units > 1e9) {
        throw new JobException(
            ErrorCode.USAGE,
            "max-"
                + capacity.option()
                + " "
                + units
                + ": it must be 1 or more capacity units a second");
      }
    }

    @Override
    public OptionalDouble unitsPerSecond(TableDescription table) {
      return OptionalDouble.of(units);
    }
  }

  /** A share of what the table really has: above 0, up to 1. */
  record Share(Capacity capacity, double share) implements RateTarget {
    public Share {
      if (!(share > 0 && share <= 1)) {
        throw new JobException(
            ErrorCode.USAGE,
            capacity.option() + "-share " + share + ": it must be above 0 and at most 1");
      }
    }

    @Override
    public OptionalDouble unitsPerSecond(TableDescription table) {
      double units =
          table
              .capacity(capacity)
              .orElseThrow(
                  () ->
                      new JobException(
                          ErrorCode.USAGE,
                          capacity.option()
                              + "-share "
                              + share
                              + ": table "
                              + table.name()
                              + " is on demand and says neither its warm throughput nor a maximum,"
                              + " so there is nothing to take a share of; use --max-"
                              + capacity.option()
                              + " instead"));
      return OptionalDouble.of(Math.max(1, units * share));
    }

    @Override
    public boolean followsTable() {
      return true;
    }
  }
}
