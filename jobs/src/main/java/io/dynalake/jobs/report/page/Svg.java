package io.dynalake.jobs.report.page;

/**
 * Draws into a page. Across, everything is a share of whatever width there is, from 0 to 1; down,
 * it is pixels. So lines and letters keep their size on every screen. Colours come from the style
 * sheet, by class.
 */
final class Svg implements AutoCloseable {
  /** Narrower bars would not be seen. */
  private static final double NARROWEST = 0.003;

  private static final int STEP = 10;

  private final Html page;

  private Svg(Html page) {
    this.page = page;
  }

  /**
   * Begins a chart.
   *
   * @param label what it shows, for those who do not see it
   */
  static Svg chart(Html page, int height, String label) {
    page.open(
        "svg",
        "class",
        "chart",
        "role",
        "img",
        "aria-label",
        label,
        "height",
        Integer.toString(height));
    return new Svg(page);
  }

  /** Begins a drawing that repeats what stands beside it as text. */
  static Svg beside(Html page, int height) {
    page.open("svg", "aria-hidden", "true", "height", Integer.toString(height));
    return new Svg(page);
  }

  /** A bar from a share of the width to another one. */
  void bar(double from, double to, double y, double height, String css) {
    double width = Math.max(to - from, NARROWEST);
    page.leaf(
        "rect",
        "class",
        css,
        "x",
        share(Math.min(from, 1 - width)),
        "y",
        number(y),
        "width",
        share(width),
        "height",
        number(height));
  }

  void line(double x1, double y1, double x2, double y2, String css) {
    page.leaf(
        "line", "class", css, "x1", share(x1), "y1", number(y1), "x2", share(x2), "y2", number(y2));
  }

  /**
   * A line of text on its base line.
   *
   * @param css "start", "middle" or "end": which part of it stands at x
   */
  void text(double x, double y, String css, String text) {
    page.element("text", text, "class", css, "x", share(x), "y", number(y));
  }

  /**
   * Steps across the whole width.
   *
   * @param levels from 0 to 1
   */
  void steps(double[] levels, double y, double height, String css) {
    StringBuilder path = new StringBuilder("M0 100");
    String last = "";
    for (int i = 0; i < levels.length; i++) {
      String level = number(100 - 100 * levels[i]);
      if (!level.equals(last)) {
        path.append('H').append(i * STEP).append('V').append(level);
        last = level;
      }
    }
    path.append('H').append(levels.length * STEP).append("V100Z");
    page.open(
        "svg",
        "y",
        number(y),
        "width",
        "100%",
        "height",
        number(height),
        "viewBox",
        "0 0 " + levels.length * STEP + " 100",
        "preserveAspectRatio",
        "none");
    page.leaf("path", "class", css, "d", path.toString());
    page.close();
  }

  @Override
  public void close() {
    page.close();
  }

  private static String share(double share) {
    return number(100 * Math.min(Math.max(share, 0), 1)) + "%";
  }

  /** With at most two decimal places. */
  private static String number(double value) {
    double rounded = Math.round(value * 100) / 100.0;
    long whole = (long) rounded;
    return whole == rounded ? Long.toString(whole) : Double.toString(rounded);
  }
}
