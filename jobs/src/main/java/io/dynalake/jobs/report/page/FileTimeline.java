package io.dynalake.jobs.report.page;

import io.dynalake.jobs.progress.Quantity;
import java.util.List;

/** How many files came to an end when, however many there are. */
final class FileTimeline {
  private static final int BINS = 48;
  private static final int TOP = 20;
  private static final int PLOT = 80;
  private static final int FAILED = 10;
  private static final double GAP = 0.2;

  private FileTimeline() {}

  /** Draws it for files that have times. */
  static void draw(Html page, TimeAxis axis, List<FileRow> files) {
    int[] ended = new int[BINS];
    int[] failed = new int[BINS];
    int most = 1;
    for (FileRow file : files) {
      int bin = Math.min((int) (axis.at(file.ended().orElseThrow()) * BINS), BINS - 1);
      ended[bin]++;
      if (file.isFailed()) {
        failed[bin]++;
      }
      most = Math.max(most, ended[bin]);
    }
    String peak = "at most " + Quantity.count(most) + " in a column";
    page.open("figure").open("figcaption").text("Files that ended ").element("small", peak).close();
    int height = TOP + PLOT + FAILED + TimeAxis.LABELS;
    try (Svg svg = Svg.chart(page, height, "Files that ended over time, " + peak)) {
      svg.line(0, TOP, 1, TOP, "grid");
      svg.line(0, TOP + PLOT / 2.0, 1, TOP + PLOT / 2.0, "grid");
      for (int i = 0; i < BINS; i++) {
        double from = (i + GAP / 2) / BINS;
        double to = (i + 1 - GAP / 2) / BINS;
        double bad = (double) PLOT * failed[i] / most;
        double good = (double) PLOT * (ended[i] - failed[i]) / most;
        if (good > 0) {
          svg.bar(from, to, TOP + PLOT - bad - good, good, "done");
        }
        if (failed[i] > 0) {
          svg.bar(from, to, TOP + PLOT - bad, bad, "bad");
          // However few they are among the others.
          svg.bar(from, to, TOP + PLOT + 3, FAILED - 5, "bad");
        }
      }
      axis.draw(svg, TOP + PLOT + FAILED);
    }
    page.close();
  }
}
