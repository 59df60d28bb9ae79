package io.dynalake.jobs.options;

import io.dynalake.error.ErrorCode;
import io.dynalake.error.JobException;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAdjusters;
import java.util.Arrays;
import java.util.Locale;

/**
 * Periods of a schedule, each of which is to be done once.
 *
 * @param weekStart the day that weeks begin with
 */
public record Window(Length length, DayOfWeek weekStart) {
  /** How long a period is. */
  public enum Length {
    HOURLY,
    DAILY,
    WEEKLY,
    MONTHLY
  }

  /**
   * A whole period.
   *
   * @param from inclusive
   * @param to exclusive
   * @param label names it: {@code daily-20240531}, by its end
   */
  public record Period(Instant from, Instant to, String label) {}

  /**
   * Reads {@code daily} or {@code weekly:saturday}; weeks begin with Monday unless a day is given.
   *
   * @throws JobException USAGE if it is none
   */
  public static Window parse(String text) {
    String[] parts = text.strip().toUpperCase(Locale.ROOT).split(":", 2);
    Length length =
        Arrays.stream(Length.values())
            .filter(each -> each.name().equals(parts[0]))
            .findFirst()
            .orElseThrow(() -> unreadable(text));
    if (parts.length == 1) {
      return new Window(length, DayOfWeek.MONDAY);
    }
    if (length != Length.WEEKLY || parts[1].length() < 3) {
      throw unreadable(text);
    }
    return Arrays.stream(DayOfWeek.values())
        .filter(day -> day.name().startsWith(parts[1]))
        .findFirst()
        .map(day -> new Window(length, day))
        .orElseThrow(() -> unreadable(text));
  }

  private static JobException unreadable(String text) {
    return new JobException(
        ErrorCode.USAGE,
        "'" + text + "' is no period; give hourly, daily, weekly, weekly:saturday or monthly");
  }

  /** The last period that is over. */
  public Period last(Instant now, ZoneId zone) {
    ZonedDateTime time = now.atZone(zone);
    ZonedDateTime day = time.truncatedTo(ChronoUnit.DAYS);
    ZonedDateTime end =
        switch (length) {
          case HOURLY -> time.truncatedTo(ChronoUnit.HOURS);
          case DAILY -> day;
          case WEEKLY -> day.with(TemporalAdjusters.previousOrSame(weekStart));
          case MONTHLY -> day.withDayOfMonth(1);
        };
    ZonedDateTime start =
        switch (length) {
          case HOURLY -> end.minusHours(1);
          case DAILY -> end.minusDays(1);
          case WEEKLY -> end.minusWeeks(1);
          case MONTHLY -> end.minusMonths(1);
        };
    String pattern = length == Length.HOURLY ? "uuuuMMdd'T'HHX" : "uuuuMMdd";
    String label =
        length.name().toLowerCase(Locale.ROOT)
            + "-"
            + end.format(DateTimeFormatter.ofPattern(pattern, Locale.ROOT));
    return new Period(start.toInstant(), end.toInstant(), label.replace("+", "p"));
  }
}
