package io.dynalake.bench.report;

import static java.util.Objects.requireNonNull;

import io.dynalake.bench.data.Export;
import io.dynalake.bench.measure.Spread;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * What was measured of one entrant.
 *
 * @param runs one per round
 */
public record Entry(String label, Export export, List<Run> runs) {
  public Entry {
    requireNonNull(label, "label");
    requireNonNull(export, "export");
    runs = List.copyOf(runs);
  }

  public Spread spread(Metric metric) {
    return spread(metric::of);
  }

  /** Items per second of what the process timed itself. */
  Spread itemsPerSecond() {
    return spread(run -> run.items() / Metric.WORK.of(run));
  }

  /** CPU seconds per million items. */
  public Spread cpuPerMillionItems() {
    return spread(run -> Metric.CPU.of(run) / export.data().items() * 1e6);
  }

  /** MB of JSON, of 10^6 bytes, per second of wall time and core of the machine. */
  public Spread speedPerCore(int cores) {
    return spread(run -> export.jsonBytes() / 1e6 / Metric.WALL.of(run) / cores);
  }

  /** How much of another's it takes, below 1 if it is better: round by round. */
  public Spread ratio(Entry other, Metric metric) {
    double[] ratios = new double[runs.size()];
    for (int i = 0; i < ratios.length; i++) {
      ratios[i] = metric.of(runs.get(i)) / metric.of(other.runs.get(i));
    }
    return Spread.of(ratios);
  }

  private Spread spread(ToDoubleFunction<Run> value) {
    return Spread.of(runs.stream().mapToDouble(value).toArray());
  }
}
