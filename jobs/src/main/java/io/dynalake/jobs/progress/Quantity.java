package io.dynalake.jobs.progress;

import java.util.Locale;

/** Numbers for people. */
public final class Quantity {
  private static final String[] UNITS = {"B", "KB", "MB", "GB", "TB", "PB"};

  private Quantity() {}

  /** {@code 1234567} as "1,234,567". */
  public static String count(long value) {
    return String.format(Locale.ROOT, "%,d", value);
  }

  /** "1 file", "2 files". */
  public static String count(long value, String noun) {
    return count(value) + " " + noun + (value == 1 ? "" : "s");
  }

  /** Bytes by powers of 1024, with one decimal place from KB on: "1.5 GB". */
  public static String bytes(long value) {
    double scaled = value;
    int unit = 0;
    while (scaled >= 1023.95 && unit < UNITS.length - 1) {
      scaled /= 1024;
      unit++;
    }
    return unit == 0 ? value + " B" : String.format(Locale.ROOT, "%.1f %s", scaled, UNITS[unit]);
  }

  /** "12.3 %"; "0 %" is nothing and "100 %" all, whatever is nearly so. */
  public static String percent(long part, long whole) {
    if (part <= 0 || whole <= 0) {
      return "0 %";
    }
    double percent = 100.0 * part / whole;
    if (part >= whole) {
      return "100 %";
    }
    if (percent < 0.1) {
      return "< 0.1 %";
    }
    return percent > 99.9 ? "> 99.9 %" : String.format(Locale.ROOT, "%.1f %%", percent);
  }

  /** "4.2 s" below two minutes, "12:05 min" below an hour, else "3:04:05 h". */
  public static String seconds(double seconds) {
    long whole = Math.round(seconds);
    if (seconds < 120) {
      return String.format(Locale.ROOT, "%.1f s", seconds);
    }
    return whole < 3600
        ? String.format(Locale.ROOT, "%d:%02d min", whole / 60, whole % 60)
        : String.format(Locale.ROOT, "%d:%02d:%02d h", whole / 3600, whole / 60 % 60, whole % 60);
  }
}
