package io.dynalake.bench;

import io.dynalake.bench.measure.Spread;
import io.dynalake.bench.report.Entry;
import io.dynalake.bench.report.Metric;
import io.dynalake.bench.report.Result;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * How much of a peer's wall time the first entrant may take.
 *
 * @param atMost the ratio by peer
 */
record Limits(Map<PeerName, Double> atMost) {
  Limits {
    atMost = Map.copyOf(atMost);
  }

  /**
   * Checks that there is something to limit.
   *
   * @throws IllegalArgumentException if a peer takes part in none of the scenarios
   */
  void requirePeersOf(List<Scenario> scenarios) {
    for (PeerName peer : atMost.keySet()) {
      if (scenarios.stream()
          .flatMap(scenario -> scenario.entrants().stream())
          .noneMatch(entrant -> entrant.label().equals(peer.toString()))) {
        throw new IllegalArgumentException(
            "--at-most " + peer + ": it is not measured; name it in --peers");
      }
    }
  }

  /** A line for every ratio whose median is above its limit. */
  List<String> exceeded(Result result) {
    List<String> lines = new ArrayList<>();
    for (Entry entry : result.entries()) {
      atMost.forEach(
          (peer, limit) -> {
            Spread ratio = result.first().ratio(entry, Metric.WALL);
            if (entry.label().equals(peer.toString()) && ratio.median() > limit) {
              lines.add(
                  String.format(
                      Locale.ROOT,
                      "%s: %s takes %s of the wall time of %s, at most %s is allowed",
                      result.title(),
                      result.first().label(),
                      ratio.text(2),
                      peer,
                      limit));
            }
          });
    }
    return lines;
  }
}
