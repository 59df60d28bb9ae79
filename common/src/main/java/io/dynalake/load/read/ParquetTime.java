package io.dynalake.load.read;

import io.dynalake.item.ValueSink;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import org.apache.parquet.schema.LogicalTypeAnnotation.TimeUnit;

/**
 * A point in time as Parquet has it.
 *
 * @param iso text of ISO-8601
 * @param seconds since 1970-01-01 in UTC, or since midnight
 */
record ParquetTime(String iso, BigDecimal seconds) {
  private static final int JULIAN_EPOCH = 2_440_588;
  private static final long DAY_SECONDS = 86_400;
  private static final int NANOS = 9;

  static ParquetTime ofDay(long epochDay) {
    return new ParquetTime(
        LocalDate.ofEpochDay(epochDay).toString(), BigDecimal.valueOf(epochDay * DAY_SECONDS));
  }

  static ParquetTime ofTimestamp(long value, TimeUnit unit, boolean utc) {
    long perSecond = perSecond(unit);
    return of(
        Math.floorDiv(value, perSecond),
        Math.floorMod(value, perSecond) * (1_000_000_000 / perSecond),
        utc);
  }

  static ParquetTime ofTimeOfDay(long value, TimeUnit unit) {
    long nanos = value * (1_000_000_000 / perSecond(unit));
    return new ParquetTime(
        LocalTime.ofNanoOfDay(nanos).toString(), BigDecimal.valueOf(nanos, NANOS));
  }

  /** Nanoseconds of the day and the Julian day, little-endian; a time in UTC. */
  static ParquetTime ofInt96(ByteBuffer bytes) {
    ByteBuffer little = bytes.duplicate().order(ByteOrder.LITTLE_ENDIAN);
    long nanos = little.getLong();
    long day = little.getInt() - (long) JULIAN_EPOCH;
    return of(
        day * DAY_SECONDS + Math.floorDiv(nanos, 1_000_000_000L),
        Math.floorMod(nanos, 1_000_000_000L),
        true);
  }

  private static ParquetTime of(long second, long nanos, boolean utc) {
    Instant instant = Instant.ofEpochSecond(second, nanos);
    String iso =
        utc ? instant.toString() : LocalDateTime.ofInstant(instant, ZoneOffset.UTC).toString();
    return new ParquetTime(iso, BigDecimal.valueOf(second).add(BigDecimal.valueOf(nanos, NANOS)));
  }

  private static long perSecond(TimeUnit unit) {
    return switch (unit) {
      case MILLIS -> 1_000;
      case MICROS -> 1_000_000;
      case NANOS -> 1_000_000_000;
    };
  }

  void give(TypedValues typed, ItemTypes types, ValueSink out) {
    typed.time(iso, seconds, types, out);
  }
}
