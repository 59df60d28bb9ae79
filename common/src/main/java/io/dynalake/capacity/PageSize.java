package io.dynalake.capacity;

/**
 * How many items a page may have so that it costs what it may: from the running average of what an
 * item of this segment cost. Careful while little is known, since the first items may be of 400 KB
 * each; a page may have twice the items of the one before, so that it is soon as large as it may
 * be.
 */
public final class PageSize {
  /** Of the newest page in the average. */
  private static final double WEIGHT = 0.3;

  /** The least that any request costs. */
  static final double LEAST = 0.5;

  private double perItem;
  private int last = 1;

  /** Units that a page of one item is expected to cost. */
  public double least() {
    return Math.max(LEAST, perItem);
  }

  /**
   * Items for a page.
   *
   * @param units that it may cost
   */
  public int items(double units) {
    double affordable = perItem == 0 ? 1 : units / perItem;
    last = (int) Math.max(1, Math.min(affordable, Math.min(2.0 * last, Integer.MAX_VALUE)));
    return last;
  }

  /** Learns from a page; one without items tells nothing. */
  public void learn(int items, double units) {
    if (items > 0) {
      // The service rounds a page up by half a unit at most: small pages look dearer than they are.
      double cost = Math.max(units - LEAST / 2, LEAST / 8) / items;
      perItem = perItem == 0 ? cost : WEIGHT * cost + (1 - WEIGHT) * perItem;
    }
  }
}
