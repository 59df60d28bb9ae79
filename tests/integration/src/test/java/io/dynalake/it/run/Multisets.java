package io.dynalake.it.run;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Rows have no order and may repeat. */
final class Multisets {
  private Multisets() {}

  /** Whether each element of the part is in the whole, as often at least. */
  static boolean contains(List<String> whole, List<String> part) {
    Map<String, Integer> counts = new HashMap<>();
    whole.forEach(row -> counts.merge(row, 1, Integer::sum));
    return part.stream().allMatch(row -> counts.merge(row, -1, Integer::sum) >= 0);
  }
}
