package io.dynalake.export.pitr;

import io.dynalake.error.ErrorCode;
import io.dynalake.error.JobException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What an export holds: all items at one time, or the changes of a period. Whole seconds. */
public sealed interface ExportKind {
  /**
   * All items.
   *
   * @param timeOrNull of the snapshot; null: when the export is asked for
   */
  record Full(@Nullable Instant timeOrNull) implements ExportKind {
    public Full {
      timeOrNull = timeOrNull == null ? null : timeOrNull.truncatedTo(ChronoUnit.SECONDS);
    }

    public Optional<Instant> time() {
      return Optional.ofNullable(timeOrNull);
    }
  }

  /** Which images of a changed item an incremental export has. */
  enum View {
    NEW_IMAGE,
    NEW_AND_OLD_IMAGES
  }

  /**
   * What changed.
   *
   * @param from inclusive
   * @param to exclusive; 15 minutes to 24 hours later, by the service's rule
   */
  record Incremental(Instant from, Instant to, View view) implements ExportKind {
    public static final Duration SHORTEST = Duration.ofMinutes(15);
    public static final Duration LONGEST = Duration.ofHours(24);

    public Incremental {
      from = from.truncatedTo(ChronoUnit.SECONDS);
      to = to.truncatedTo(ChronoUnit.SECONDS);
      Duration length = Duration.between(from, to);
      if (length.compareTo(SHORTEST) < 0 || length.compareTo(LONGEST) > 0) {
        throw new JobException(
            ErrorCode.USAGE,
            "incremental export from "
                + from
                + " to "
                + to
                + ": DynamoDB exports changes of 15 minutes to 24 hours at a time; choose other"
                + " times");
      }
    }
  }
}
