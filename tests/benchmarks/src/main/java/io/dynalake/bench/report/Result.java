package io.dynalake.bench.report;

import static java.util.Objects.requireNonNull;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BinaryOperator;
import java.util.function.UnaryOperator;

/**
 * The result of a scenario.
 *
 * @param ratios metrics by which the first entry is compared with the others
 * @param entries at least one, with as many runs each
 */
public record Result(String title, List<Metric> ratios, List<Entry> entries) {
  public Result {
    requireNonNull(title, "title");
    ratios = List.copyOf(ratios);
    entries = List.copyOf(entries);
    if (entries.isEmpty()) {
      throw new IllegalArgumentException(title + ": there are no entries");
    }
  }

  /**
   * The best of each kind by the median of a metric, the least being the best, in the order in
   * which the kinds come first.
   *
   * @param kind of an entry by its label
   */
  public Result best(String ofTitle, Metric metric, UnaryOperator<String> kind) {
    Map<String, Entry> best = new LinkedHashMap<>();
    BinaryOperator<Entry> better =
        BinaryOperator.minBy(Comparator.comparingDouble(entry -> entry.spread(metric).median()));
    entries.forEach(entry -> best.merge(kind.apply(entry.label()), entry, better));
    return new Result(ofTitle, ratios, List.copyOf(best.values()));
  }

  /** The one that is compared with the others. */
  public Entry first() {
    return entries.get(0);
  }
}
