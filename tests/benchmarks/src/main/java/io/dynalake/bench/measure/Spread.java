package io.dynalake.bench.measure;

import java.util.Arrays;
import java.util.Locale;

/** The middle and the ends of several values. */
public record Spread(double min, double median, double max) {

  /**
   * @param values at least one
   */
  public static Spread of(double... values) {
    if (values.length == 0) {
      throw new IllegalArgumentException("there are no values to sum up");
    }
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    int half = sorted.length / 2;
    double median = sorted.length % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
    return new Spread(sorted[0], median, sorted[sorted.length - 1]);
  }

  /** {@code median (min–max)}, or the value alone if they look the same. */
  public String text(int fractionDigits) {
    String format = "%,." + fractionDigits + "f";
    String low = String.format(Locale.ROOT, format, min);
    String high = String.format(Locale.ROOT, format, max);
    String middle = String.format(Locale.ROOT, format, median);
    return low.equals(high) ? middle : middle + " (" + low + "–" + high + ")";
  }
}
