package io.dynalake.bench;

import io.dynalake.bench.report.Metric;
import java.util.List;

/**
 * Peers that are compared with each other.
 *
 * @param ratios metrics by which the first entrant is compared with the others
 * @param entrants in the order of a round
 */
record Scenario(String title, List<Metric> ratios, List<Entrant> entrants) {
  Scenario {
    ratios = List.copyOf(ratios);
    entrants = List.copyOf(entrants);
    if (entrants.stream().map(Entrant::label).distinct().count() < entrants.size()) {
      throw new IllegalArgumentException(title + ": two entrants have the same label");
    }
  }
}
