package io.dynalake.jobs.report.page;

import io.dynalake.jobs.progress.Quantity;

/** How many things are of which size, by powers of two or, where sizes differ much, of more. */
final class SizeHistogram {
  private static final int MOST_ROWS = 12;

  private SizeHistogram() {}

  /**
   * Draws it.
   *
   * @param sizes in bytes, at least one
   */
  static void draw(Html page, long[] sizes) {
    int lowest = 63;
    int highest = 0;
    for (long size : sizes) {
      lowest = Math.min(lowest, exponent(size));
      highest = Math.max(highest, exponent(size));
    }
    int step = 1 + (highest - lowest) / MOST_ROWS;
    int[] counts = new int[(highest - lowest) / step + 1];
    int most = 0;
    for (long size : sizes) {
      int row = (exponent(size) - lowest) / step;
      counts[row]++;
      most = Math.max(most, counts[row]);
    }
    page.open("table", "class", "rows histogram").open("thead").open("tr");
    page.element("th", "Size", "scope", "col");
    page.element("th", "", "scope", "col", "class", "wide", "aria-label", "Share");
    page.element("th", "Partitions", "scope", "col", "class", "number");
    page.close().close().open("tbody");
    for (int row = counts.length - 1; row >= 0; row--) {
      int from = lowest + row * step;
      page.open("tr").element("th", range(from, from + step), "scope", "row").open("td");
      try (Svg svg = Svg.beside(page, 10)) {
        if (counts[row] > 0) {
          svg.bar(0, (double) counts[row] / most, 0, 10, "done");
        }
      }
      page.close().element("td", Quantity.count(counts[row]), "class", "number").close();
    }
    page.close().close();
  }

  private static int exponent(long size) {
    return 63 - Long.numberOfLeadingZeros(Math.max(size, 1));
  }

  private static String range(int from, int to) {
    return power(from) + " – " + power(to);
  }

  private static String power(int exponent) {
    return Quantity.bytes(1L << Math.min(exponent, 62)).replace(".0 ", " ");
  }
}
