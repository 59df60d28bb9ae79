package io.dynalake.dataset.partition;

import io.dynalake.error.ErrorCode;
import io.dynalake.error.JobException;
import java.io.Serializable;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/**
 * Keeps the items whose timestamp is within a range. Timestamps are S in ISO-8601, with or without
 * time and zone, or N as seconds, milliseconds or microseconds since the epoch.
 *
 * @param path of the attribute, from the top level down through maps
 * @param startMicros the first microsecond to keep; {@link Long#MIN_VALUE} for no limit
 * @param endMicros the first microsecond not to keep; {@link Long#MAX_VALUE} for no limit
 * @param missing what becomes of items without a readable timestamp
 * @param zone of timestamps that name none
 */
public record UpdatedAtFilter(
    List<String> path, long startMicros, long endMicros, Missing missing, ZoneId zone)
    implements Serializable {

  /** What becomes of items whose timestamp is absent, NULL or not readable. */
  public enum Missing {
    DROP,
    KEEP
  }

  /** What becomes of one item, and why. */
  public enum Decision {
    KEPT(true),
    FILTERED(false),
    MISSING_KEPT(true),
    MISSING_DROPPED(false);

    private final boolean keeps;

    Decision(boolean keeps) {
      this.keeps = keeps;
    }

    public boolean keeps() {
      return keeps;
    }
  }

  public UpdatedAtFilter {
    path = List.copyOf(path);
    if (startMicros >= endMicros) {
      throw new IllegalArgumentException("[" + startMicros + ", " + endMicros + ")");
    }
  }

  /**
   * @param attribute the attribute's path, as text
   * @param start the first instant to keep, if limited
   * @param end the first instant not to keep, if limited
   * @throws JobException of USAGE if the attribute is no path, or the range empty
   */
  public static UpdatedAtFilter between(
      String attribute,
      Optional<Instant> start,
      Optional<Instant> end,
      Missing missing,
      ZoneId zone) {
    if (start.isPresent() && end.isPresent() && !start.orElseThrow().isBefore(end.orElseThrow())) {
      throw new JobException(
          ErrorCode.USAGE,
          "--end-date: "
              + end.orElseThrow()
              + " is not after --start-date "
              + start.orElseThrow()
              + "; no item could be in that range; the end date is the first that is left out");
    }
    return new UpdatedAtFilter(
        AttributePaths.parse("--updated-at", attribute),
        start.map(UpdatedAtFilter::micros).orElse(Long.MIN_VALUE),
        end.map(UpdatedAtFilter::micros).orElse(Long.MAX_VALUE),
        missing,
        zone);
  }

  private static long micros(Instant instant) {
    return ChronoUnit.MICROS.between(Instant.EPOCH, instant);
  }

  /** To be asked for every item of a task; registers the attribute with the captures. */
  public Evaluator evaluator(ItemCaptures captures) {
    return new Evaluator(this, captures.capture(path));
  }

  /** Decides about the item that was parsed last. */
  public static final class Evaluator {
    private final UpdatedAtFilter filter;
    private final Capture capture;
    private final TimestampValue timestamp;

    private Evaluator(UpdatedAtFilter filter, Capture capture) {
      this.filter = filter;
      this.capture = capture;
      timestamp = new TimestampValue(filter.zone);
    }

    public Decision decide() {
      if (!timestamp.read(capture)) {
        return filter.missing == Missing.KEEP ? Decision.MISSING_KEPT : Decision.MISSING_DROPPED;
      }
      long micros = timestamp.micros();
      return micros >= filter.startMicros && micros < filter.endMicros
          ? Decision.KEPT
          : Decision.FILTERED;
    }
  }

  /** How many items met which decision; merged over the tasks of a run. */
  public static final class Counts implements Serializable {
    private long kept;
    private long filtered;
    private long missingKept;
    private long missingDropped;

    public void add(Decision decision) {
      switch (decision) {
        case KEPT -> kept++;
        case FILTERED -> filtered++;
        case MISSING_KEPT -> missingKept++;
        case MISSING_DROPPED -> missingDropped++;
      }
    }

    public void merge(Counts other) {
      kept += other.kept;
      filtered += other.filtered;
      missingKept += other.missingKept;
      missingDropped += other.missingDropped;
    }

    public long of(Decision decision) {
      return switch (decision) {
        case KEPT -> kept;
        case FILTERED -> filtered;
        case MISSING_KEPT -> missingKept;
        case MISSING_DROPPED -> missingDropped;
      };
    }
  }
}
