package io.dynalake.dataset.partition;

import java.time.LocalDate;
import java.time.ZoneId;

/** {@code year}, {@code month}, {@code day} and {@code hour} of an attribute. */
final class TimeColumn extends PartitionColumn {
  private final TimestampValue timestamp;
  private final ZoneOffsets offsets;
  private final boolean hourly;
  private final SegmentCache cache = new SegmentCache();

  /**
   * @param zone of timestamps without one
   * @param calendar whose days are meant
   */
  TimeColumn(PartitionField field, Capture capture, ZoneId zone, ZoneId calendar) {
    super(field, capture);
    timestamp = new TimestampValue(zone);
    offsets = new ZoneOffsets(calendar);
    hourly = field.transform() instanceof Transform.Hour;
  }

  @Override
  String segment(Capture value) {
    if (!timestamp.read(value)) {
      return nullSegment();
    }
    long local = offsets.localSeconds(Math.floorDiv(timestamp.micros(), 1_000_000L));
    // Timestamps differ from item to item, their hours and days seldom.
    long unit = Math.floorDiv(local, hourly ? 3_600 : 86_400);
    String known = cache.find(unit);
    return known != null ? known : cache.put(unit, segment(text(unit)));
  }

  private String text(long unit) {
    LocalDate day = LocalDate.ofEpochDay(hourly ? Math.floorDiv(unit, 24L) : unit);
    String iso = day.toString();
    Transform transform = field().transform();
    if (transform instanceof Transform.Year) {
      return iso.substring(0, iso.length() - 6);
    } else if (transform instanceof Transform.Month) {
      return iso.substring(0, iso.length() - 3);
    } else if (transform instanceof Transform.Day) {
      return iso;
    }
    long hour = Math.floorMod(unit, 24L);
    return iso + (hour < 10 ? "-0" : "-") + hour;
  }
}
