package io.dynalake.jobs.metrics;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;

/** What a run has come to. Metrics that do not apply to it are not there. */
public record RunFigures(Map<Metric, Double> values) {
  public static final RunFigures NONE = new RunFigures(Map.of());

  public RunFigures {
    Map<Metric, Double> copy = new EnumMap<>(Metric.class);
    copy.putAll(values);
    values = Collections.unmodifiableMap(copy);
  }

  /**
   * The same with one more.
   *
   * @param value negative where it is not known: then it is left out
   */
  public RunFigures with(Metric metric, double value) {
    if (value < 0) {
      return this;
    }
    Map<Metric, Double> more = new EnumMap<>(Metric.class);
    more.putAll(values);
    more.put(metric, value);
    return new RunFigures(more);
  }

  /**
   * The same with one more.
   *
   * @param count negative where it is not known: then it is left out
   */
  public RunFigures with(Metric metric, long count) {
    return with(metric, (double) count);
  }

  /** Both; where they have the same metric, its sum. */
  public RunFigures plus(RunFigures other) {
    Map<Metric, Double> sum = new EnumMap<>(Metric.class);
    sum.putAll(values);
    other.values.forEach((metric, value) -> sum.merge(metric, value, Double::sum));
    return new RunFigures(sum);
  }
}
