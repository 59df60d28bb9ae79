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
                      "%s: %s takes %s of the wall time of %s, at most %.2f is allowed",
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
