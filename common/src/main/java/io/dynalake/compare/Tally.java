package io.dynalake.compare;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** What was found, with some samples of each difference: a class, for Kryo. */
final class Tally implements Serializable {
  private static final long serialVersionUID = 1L;

  private final int most;
  private final long[] keys = new long[Difference.COUNT];
  private final long[] items = new long[Side.COUNT];
  private final long[] duplicates = new long[Side.COUNT];
  private final long[] unreadable = new long[Side.COUNT];
  private final ArrayList<Sample> samples = new ArrayList<>();
  private long equal;

  /**
   * @param most samples of each difference
   */
  Tally(int most) {
    this.most = most;
  }

  void addEqual() {
    equal++;
  }

  void add(Sample sample) {
    int difference = sample.difference().index();
    if (keys[difference]++ < most) {
      samples.add(sample);
    }
    if (sample.difference() == Difference.UNREADABLE) {
      Side side = sample.place(Side.LEFT).isPresent() ? Side.LEFT : Side.RIGHT;
      unreadable[side.index()]++;
      items[side.index()]++;
    }
  }

  /** Counts the items of a key. */
  void addItems(Side side, long copies) {
    items[side.index()] += copies;
    duplicates[side.index()] += Math.max(0, copies - 1);
  }

  /** Both, with the first samples of both. */
  Tally plus(Tally other) {
    Tally sum = new Tally(most);
    sum.equal = equal + other.equal;
    for (Difference each : Difference.values()) {
      int i = each.index();
      sum.keys[i] = keys[i] + other.keys[i];
      Stream.concat(samples.stream(), other.samples.stream())
          .filter(sample -> sample.difference() == each)
          .sorted(Sample.ORDER)
          .limit(most)
          .forEach(sum.samples::add);
    }
    for (int i = 0; i < items.length; i++) {
      sum.items[i] = items[i] + other.items[i];
      sum.duplicates[i] = duplicates[i] + other.duplicates[i];
      sum.unreadable[i] = unreadable[i] + other.unreadable[i];
    }
    return sum;
  }

  long equal() {
    return equal;
  }

  /** Keys, or unreadable items. */
  long count(Difference difference) {
    return keys[difference.index()];
  }

  SideCounts counts(Side side) {
    int i = side.index();
    return new SideCounts(items[i], duplicates[i], unreadable[i]);
  }

  List<Sample> samples() {
    return List.copyOf(samples);
  }
}
