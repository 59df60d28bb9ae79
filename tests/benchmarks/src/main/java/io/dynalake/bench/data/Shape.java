package io.dynalake.bench.data;

import java.util.Locale;

/** What the items of a table are like. */
public enum Shape {
  /** {@link Orders}. */
  ORDERS("Orders"),

  /** {@link Readings}. */
  NARROW("Readings"),

  /** {@link Devices}. */
  WIDE("Devices"),

  /** {@link Shop}. */
  SINGLE_TABLE("Shop");

  private final String table;

  Shape(String table) {
    this.table = table;
  }

  String table() {
    return table;
  }

  /** The table's items, for one thread. */
  Items items() {
    return switch (this) {
      case ORDERS -> new Orders();
      case NARROW -> new Readings();
      case WIDE -> new Devices();
      case SINGLE_TABLE -> new Shop();
    };
  }

  /** As it is typed, {@code single-table}. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
