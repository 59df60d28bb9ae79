package io.dynalake.dataset.partition;

import java.time.Instant;
import java.time.ZoneId;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import org.jspecify.annotations.Nullable;

/**
 * Offsets of a time zone, looked up once per period between two transitions: the lookup in the
 * zone's rules takes longer than parsing the timestamp.
 */
final class ZoneOffsets {
  /** Sixteen years of daylight saving. */
  private static final int PERIODS = 32;

  private final ZoneRules rules;

  // Periods from (inclusive) to until, in epoch seconds; empty at first.
  private final long[] from = new long[PERIODS];
  private final long[] until = new long[PERIODS];
  private final int[] offsets = new int[PERIODS];
  private int last;
  private int oldest;

  ZoneOffsets(ZoneId zone) {
    rules = zone.getRules();
  }

  /** Seconds of the local clock since 1970-01-01T00:00 local time. */
  long localSeconds(long epochSecond) {
    if (epochSecond < from[last] || epochSecond >= until[last]) {
      last = period(epochSecond);
    }
    return epochSecond + offsets[last];
  }

  private int period(long epochSecond) {
    for (int i = 0; i < PERIODS; i++) {
      if (epochSecond >= from[i] && epochSecond < until[i]) {
        return i;
      }
    }
    int period = oldest;
    oldest = (oldest + 1) % PERIODS;
    Instant instant = Instant.ofEpochSecond(epochSecond);
    offsets[period] = rules.getOffset(instant).getTotalSeconds();
    // The instant itself may be a transition, and previousTransition excludes its argument.
    @Nullable ZoneOffsetTransition previous = rules.previousTransition(instant.plusSeconds(1));
    @Nullable ZoneOffsetTransition next = rules.nextTransition(instant);
    from[period] = previous == null ? Long.MIN_VALUE : previous.toEpochSecond();
    until[period] = next == null ? Long.MAX_VALUE : next.toEpochSecond();
    return period;
  }
}
