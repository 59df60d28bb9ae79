package io.dynalake.compare;

import java.util.List;

/**
 * What differs between two inputs.
 *
 * @param equal keys that both sides have, with the same items
 * @param different keys that both sides have, with others
 * @param missing keys that only the left has
 * @param extra keys that only the right has
 * @param samples the different ones first
 */
public record CompareResult(
    long equal,
    long different,
    long missing,
    long extra,
    SideCounts left,
    SideCounts right,
    List<SampledDifference> samples) {
  public CompareResult {
    samples = List.copyOf(samples);
  }

  /** Whether the sides are the same, and all of both could be compared. */
  public boolean isEqual() {
    return different + missing + extra + left.unreadable() + right.unreadable() == 0;
  }
}
