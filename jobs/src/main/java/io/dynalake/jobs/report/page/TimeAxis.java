package io.dynalake.jobs.report.page;

import io.dynalake.jobs.progress.Quantity;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;

/** The time of a run from left to right, counted from its beginning. */
record TimeAxis(Instant from, Instant to) {
  /** Room for the labels of {@link #draw}, below the plot. */
  static final int LABELS = 18;

  private static final int MOST_TICKS = 5;
  private static final double[] STEPS = {
    0.1, 0.2, 0.5, 1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 14400, 28800,
    86400
  };

  TimeAxis {
    if (to.isBefore(from)) {
      throw new IllegalArgumentException(from + " to " + to);
    }
  }

  /** From the first to the last of these; empty if there are none. */
  static Optional<TimeAxis> over(Stream<Instant> times) {
    var sorted = times.sorted().toList();
    return sorted.isEmpty()
        ? Optional.empty()
        : Optional.of(new TimeAxis(sorted.get(0), sorted.get(sorted.size() - 1)));
  }

  double seconds() {
    return Math.max(Duration.between(from, to).toMillis(), 1) / 1e3;
  }

  /** Where this is, from 0 to 1. */
  double at(Instant time) {
    double share = Duration.between(from, time).toMillis() / 1e3 / seconds();
    return Math.min(Math.max(share, 0), 1);
  }

  /** Draws the axis at the lower end of a plot. */
  void draw(Svg svg, double y) {
    svg.line(0, y, 1, y, "axis");
    double step = step();
    int last = (int) Math.floor(seconds() / step + 1e-9);
    for (int i = 0; i <= last; i++) {
      double x = i * step / seconds();
      svg.line(x, y, x, y + 4, "axis");
      String css = i == 0 ? "start" : x > 0.94 ? "end" : "middle";
      svg.text(x, y + LABELS - 3, css, label(i * step));
    }
  }

  private double step() {
    for (double step : STEPS) {
      if (seconds() / step < MOST_TICKS) {
        return step;
      }
    }
    return Math.ceil(seconds() / MOST_TICKS);
  }

  private static String label(double seconds) {
    return Quantity.seconds(seconds).replace(".0 s", " s");
  }
}
