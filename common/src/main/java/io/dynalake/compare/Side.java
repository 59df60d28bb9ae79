package io.dynalake.compare;

import java.util.Locale;

/** Of two inputs the one that was named first, or the other. */
public enum Side {
  LEFT,
  RIGHT;

  static final int COUNT = 2;

  /** Where its figures are in arrays, and how rows have it. */
  int index() {
    return this == LEFT ? 0 : 1;
  }

  static Side at(int index) {
    return index == 0 ? LEFT : RIGHT;
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
