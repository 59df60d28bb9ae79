package io.dynalake.compare;

import java.util.Locale;

/** How the two sides can differ. */
public enum Difference {
  /** The key is on both sides, with other items, or with so many items on one side only. */
  DIFFERENT(0),
  /** The key is only on the left. */
  MISSING(1),
  /** The key is only on the right. */
  EXTRA(2),
  /** An item that is malformed or has no such key, on either side. */
  UNREADABLE(3);

  static final int COUNT = 4;

  private final int index;

  Difference(int index) {
    this.index = index;
  }

  /** Where its figures are in arrays. */
  int index() {
    return index;
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
