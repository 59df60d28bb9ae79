package io.dynalake.item;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneRules;

/**
 * Reads points in time as applications store them in attributes, to microseconds since 1970-01-01
 * UTC; what is finer is cut off, towards the past. Years are 0001 to 9999.
 *
 * <p>Text: ISO-8601 date and time with 'T' or a space between, seconds and up to nine digits of a
 * fraction optional, then {@code Z}, {@code +hh:mm}, {@code +hhmm}, {@code +hh} or nothing, which
 * means the reader's zone; the dates {@code yyyy-MM-dd} and {@code dd-MM-yyyy}, which are the start
 * of that day in the reader's zone; or nothing but digits, an epoch number.
 *
 * <p>Epoch numbers by their digits before the decimal point: up to 11 are seconds, 14 milliseconds,
 * 17 microseconds, 20 nanoseconds. So each unit covers 1973 to 5138, and smaller numbers are
 * seconds.
 */
public final class TimestampReader {
  private static final long SECOND = 1_000_000;

  /** 0001-01-01T00:00Z and 10000-01-01T00:00Z. */
  private static final long EARLIEST = -62_135_596_800L * SECOND;

  private static final long TOO_LATE = 253_402_300_800L * SECOND;

  private static final int SECONDS_DIGITS = 11;
  private static final int MILLIS_DIGITS = 14;
  private static final int MICROS_DIGITS = 17;
  private static final int NANOS_DIGITS = 20;

  /** What ZoneOffset allows, in minutes. */
  private static final int MAX_OFFSET = 18 * 60;

  private final ZoneId zone;
  private final ZoneRules rules;
  private final DynamoNumber digits = new DynamoNumber();
  private long micros;

  /** {@code zone} is that of texts that have none. */
  public TimestampReader(ZoneId zone) {
    this.zone = zone;
    rules = zone.getRules();
  }

  /** The time read last, in microseconds since 1970-01-01T00:00Z. */
  public long micros() {
    return micros;
  }

  /** Reads text; false if it is no readable point in time. */
  public boolean text(byte[] bytes, int offset, int length) {
    if (length >= 10 && bytes[offset + 4] == '-' && bytes[offset + 7] == '-') {
      int year = two(bytes, offset) * 100 + two(bytes, offset + 2);
      int month = two(bytes, offset + 5);
      int day = two(bytes, offset + 8);
      if (!isDate(year, month, day)) {
        return false;
      }
      return length == 10
          ? startOfDay(year, month, day)
          : time(epochDay(year, month, day), bytes, offset + 10, offset + length);
    }
    if (length == 10 && bytes[offset + 2] == '-' && bytes[offset + 5] == '-') {
      int year = two(bytes, offset + 6) * 100 + two(bytes, offset + 8);
      int month = two(bytes, offset + 3);
      int day = two(bytes, offset);
      return isDate(year, month, day) && startOfDay(year, month, day);
    }
    return epoch(bytes, offset, length);
  }

  /** Reads an epoch number; false if it is out of range. */
  public boolean number(DynamoNumber number) {
    int integers = number.integerDigits();
    int power;
    if (integers <= SECONDS_DIGITS) {
      power = 6;
    } else if (integers <= MILLIS_DIGITS) {
      power = 3;
    } else if (integers <= MICROS_DIGITS) {
      power = 0;
    } else if (integers <= NANOS_DIGITS) {
      power = -3;
    } else {
      return false;
    }
    int fractions = number.fractionDigits();
    // Digits and power are 17 at most together.
    long value =
        fractions <= power
            ? number.unscaledLong(power)
            : new BigDecimal(number.unscaled(fractions), fractions)
                .scaleByPowerOfTen(power)
                .setScale(0, RoundingMode.FLOOR)
                .longValueExact();
    return take(value);
  }

  private boolean epoch(byte[] bytes, int offset, int length) {
    int first = length > 0 && bytes[offset] == '-' ? 1 : 0;
    if (length - first < 1 || length - first > NANOS_DIGITS) {
      return false;
    }
    for (int i = offset + first; i < offset + length; i++) {
      if (bytes[i] < '0' || bytes[i] > '9') {
        return false;
      }
    }
    return digits.read(bytes, offset, length) == null && number(digits);
  }

  /** Reads what is behind the date: 'T', time of day and zone. */
  private boolean time(long epochDay, byte[] bytes, int start, int end) {
    if ((bytes[start] != 'T' && bytes[start] != ' ')
        || end - start < 6
        || bytes[start + 3] != ':') {
      return false;
    }
    int hour = two(bytes, start + 1);
    int minute = two(bytes, start + 4);
    int second = 0;
    int fraction = 0;
    int p = start + 6;
    if (p < end && bytes[p] == ':') {
      if (end - p < 3) {
        return false;
      }
      second = two(bytes, p + 1);
      p += 3;
      if (p < end && bytes[p] == '.') {
        int first = ++p;
        int unit = (int) SECOND;
        while (p < end && isDigit(bytes[p])) {
          unit /= 10;
          fraction += unit * (bytes[p] - '0');
          p++;
        }
        if (p == first || p - first > 9) {
          return false;
        }
      }
    }
    if (hour < 0 || hour > 23 || minute < 0 || minute > 59 || second < 0 || second > 59) {
      return false;
    }
    long seconds = epochDay * 86_400 + hour * 3600L + minute * 60L + second;
    if (p == end) {
      return take((seconds - offsetAt(seconds)) * SECOND + fraction);
    }
    if (bytes[p] == 'Z') {
      return p + 1 == end && take(seconds * SECOND + fraction);
    }
    int offset = offsetMinutes(bytes, p, end);
    return offset != Integer.MIN_VALUE && take((seconds - offset * 60L) * SECOND + fraction);
  }

  /** Reads +hh:mm, +hhmm or +hh; Integer.MIN_VALUE if it is none. */
  private static int offsetMinutes(byte[] bytes, int p, int end) {
    boolean minus = bytes[p] == '-';
    int length = end - p;
    if ((!minus && bytes[p] != '+') || (length != 3 && length != 5 && length != 6)) {
      return Integer.MIN_VALUE;
    }
    int hours = two(bytes, p + 1);
    int minutes = length == 3 ? 0 : two(bytes, end - 2);
    if ((length == 6 && bytes[p + 3] != ':')
        || hours < 0
        || minutes < 0
        || minutes > 59
        || hours * 60 + minutes > MAX_OFFSET) {
      return Integer.MIN_VALUE;
    }
    return minus ? -(hours * 60 + minutes) : hours * 60 + minutes;
  }

  /**
   * The zone's offset in seconds at a local time, given as seconds as if it were UTC. Like
   * ZonedDateTime: in an overlap the earlier offset; in a gap the one before, so that the time
   * moves on by the gap.
   */
  private long offsetAt(long localSeconds) {
    if (rules.isFixedOffset()) {
      return rules.getOffset(Instant.EPOCH).getTotalSeconds();
    }
    return rules
        .getOffset(LocalDateTime.ofEpochSecond(localSeconds, 0, ZoneOffset.UTC))
        .getTotalSeconds();
  }

  private boolean startOfDay(int year, int month, int day) {
    if (rules.isFixedOffset()) {
      long midnight = epochDay(year, month, day) * 86_400;
      return take((midnight - offsetAt(midnight)) * SECOND);
    }
    // A day need not begin at midnight where the clocks are changed then.
    return take(LocalDate.of(year, month, day).atStartOfDay(zone).toEpochSecond() * SECOND);
  }

  private boolean take(long value) {
    if (value < EARLIEST || value >= TOO_LATE) {
      return false;
    }
    micros = value;
    return true;
  }

  private static boolean isDate(int year, int month, int day) {
    if (year < 1 || month < 1 || month > 12 || day < 1) {
      return false;
    }
    if (day <= 28) {
      return true;
    }
    int days =
        switch (month) {
          case 2 -> year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28;
          case 4, 6, 9, 11 -> 30;
          default -> 31;
        };
    return day <= days;
  }

  /** Days since 1970-01-01 of the proleptic Gregorian calendar. */
  private static long epochDay(int year, int month, int day) {
    // Years that begin in March have their leap day at the end.
    int y = month <= 2 ? year - 1 : year;
    int monthFromMarch = month <= 2 ? month + 9 : month - 3;
    int dayOfYear = (153 * monthFromMarch + 2) / 5 + day - 1;
    return 365L * y + y / 4 - y / 100 + y / 400 + dayOfYear - 719_468;
  }

  /** Two digits; so negative if they are none that a sum with 100 times it stays negative. */
  private static int two(byte[] bytes, int p) {
    return isDigit(bytes[p]) && isDigit(bytes[p + 1])
        ? (bytes[p] - '0') * 10 + bytes[p + 1] - '0'
        : -10_000;
  }

  private static boolean isDigit(byte c) {
    return c >= '0' && c <= '9';
  }
}
