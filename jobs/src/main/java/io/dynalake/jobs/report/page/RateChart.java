package io.dynalake.jobs.report.page;

import io.dynalake.jobs.progress.PhaseSamples;
import io.dynalake.jobs.progress.PhaseSamples.Sample;
import java.util.List;
import java.util.function.LongFunction;
import java.util.function.ToLongFunction;

/** How much was done a second, over the time of a run. */
final class RateChart {
  private static final int BINS = 96;
  private static final int TOP = 20;
  private static final int PLOT = 96;
  private static final int REPORTS_PER_SPAN = 3;
  private static final double WIDE_ENOUGH_TO_NAME = 0.15;

  private final TimeAxis axis;
  private final List<PhaseSamples> phases;

  RateChart(TimeAxis axis, List<PhaseSamples> phases) {
    this.axis = axis;
    this.phases = phases;
  }

  /**
   * Draws it, unless there is nothing to draw.
   *
   * @param title what is counted
   * @param counted which count of a sample
   * @param rate a count a second as text
   */
  void draw(Html page, String title, ToLongFunction<Sample> counted, LongFunction<String> rate) {
    double[] rates = rates(counted);
    double most = 0;
    for (double r : rates) {
      most = Math.max(most, r);
    }
    if (most == 0) {
      return;
    }
    double top = most;
    for (int i = 0; i < rates.length; i++) {
      rates[i] /= top;
    }
    String peak = "at most " + rate.apply(Math.round(most));
    page.open("figure").open("figcaption").text(title + " ").element("small", peak).close();
    try (Svg svg = Svg.chart(page, TOP + PLOT + TimeAxis.LABELS, title + " over time, " + peak)) {
      svg.line(0, TOP, 1, TOP, "grid");
      svg.line(0, TOP + PLOT / 2.0, 1, TOP + PLOT / 2.0, "grid");
      svg.steps(rates, TOP, PLOT, "rate");
      double named = 0;
      for (PhaseSamples phase : phases) {
        double from = axis.at(phase.started());
        double to = axis.at(phase.ended());
        if (to - from >= WIDE_ENOUGH_TO_NAME && from >= named) {
          svg.line(from, 4, from, TOP + PLOT, "grid");
          svg.text(from, TOP - 6, "start inset", phase.phase());
          named = from + WIDE_ENOUGH_TO_NAME;
        }
      }
      axis.draw(svg, TOP + PLOT);
    }
    page.close();
  }

  /** Counts a second, in equal spans of time. */
  private double[] rates(ToLongFunction<Sample> counted) {
    double[] sums = new double[BINS];
    for (PhaseSamples phase : phases) {
      add(sums, phase, counted);
    }
    double width = axis.seconds() / BINS;
    for (int i = 0; i < BINS; i++) {
      sums[i] /= width;
    }
    return sums;
  }

  /**
   * Adds a phase, in spans of some reports each: tasks that happen to report at the same moment
   * would make a peak that never was.
   */
  private void add(double[] sums, PhaseSamples phase, ToLongFunction<Sample> counted) {
    List<Sample> samples = phase.samples();
    if (samples.isEmpty()) {
      return;
    }
    int spans = Math.max(1, samples.size() / REPORTS_PER_SPAN);
    double millis = Math.max(phase.last().millis(), 1);
    double before = 0;
    Sample from = new Sample(0, 0, 0, 0);
    int next = 0;
    for (int span = 1; span <= spans; span++) {
      double end = millis * span / spans;
      while (next < samples.size() - 1 && samples.get(next).millis() < end) {
        from = samples.get(next++);
      }
      Sample to = samples.get(next);
      double part = (end - from.millis()) / Math.max(to.millis() - from.millis(), 1);
      long start = counted.applyAsLong(from);
      double count = start + (counted.applyAsLong(to) - start) * Math.min(part, 1);
      double began = millis * (span - 1) / spans;
      spread(sums, at(phase, began), at(phase, end), count - before);
      before = count;
    }
  }

  private double at(PhaseSamples phase, double millis) {
    return Math.min(axis.at(phase.started()) + millis / 1e3 / axis.seconds(), 1);
  }

  /** Adds a number of things that happened between two shares of the time. */
  private static void spread(double[] sums, double from, double to, double count) {
    if (count <= 0) {
      return;
    }
    int first = Math.min((int) (from * BINS), BINS - 1);
    int last = Math.min((int) (to * BINS), BINS - 1);
    if (first == last) {
      sums[first] += count;
      return;
    }
    for (int i = first; i <= last; i++) {
      double covered = Math.min(to, (i + 1.0) / BINS) - Math.max(from, (double) i / BINS);
      sums[i] += count * Math.max(covered, 0) / (to - from);
    }
  }
}
