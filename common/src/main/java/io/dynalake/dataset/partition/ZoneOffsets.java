package io.dynalake.dataset.partition;

import java.time.Instant;
import java.time.ZoneId;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import org.jspecify.annotations.Nullable;

/** Offsets of a time zone, looked up once per period between two transitions. */
final class ZoneOffsets {
  private final ZoneRules rules;
  private long from = 1;
  private long until;
  private int offset;

  ZoneOffsets(ZoneId zone) {
    rules = zone.getRules();
  }

  /** Seconds of the local clock since 1970-01-01T00:00 local time. */
  long localSeconds(long epochSecond) {
    if (epochSecond < from || epochSecond >= until) {
      find(epochSecond);
    }
    return epochSecond + offset;
  }

  private void find(long epochSecond) {
    Instant instant = Instant.ofEpochSecond(epochSecond);
    offset = rules.getOffset(instant).getTotalSeconds();
    // Exclusive of the instant itself, hence one second later.
    @Nullable ZoneOffsetTransition last = rules.previousTransition(instant.plusSeconds(1));
    @Nullable ZoneOffsetTransition next = rules.nextTransition(instant);
    from = last == null ? Long.MIN_VALUE : last.toEpochSecond();
    until = next == null ? Long.MAX_VALUE : next.toEpochSecond();
  }
}
