package io.dynalake.bench.report;

import static java.util.Objects.requireNonNull;

import java.util.List;

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

  /** The one that is compared with the others. */
  public Entry first() {
    return entries.get(0);
  }
}
