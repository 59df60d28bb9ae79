package io.dynalake.capacity;

import java.util.Locale;

/** What a table's capacity is for. Either is provisioned, consumed and paid for by itself. */
public enum Capacity {
  READ("rcu", 0.125),
  WRITE("wcu", 0.625);

  private final String unit;
  private final double dollars;

  Capacity(String unit, double dollars) {
    this.unit = unit;
    this.dollars = dollars;
  }

  /**
   * What a million units cost on demand, in USD: the list price of us-east-1 for the standard table
   * class, as of November 2026; other regions cost up to twice as much.
   */
  public double dollarsPerMillion() {
    return dollars;
  }

  /** Its unit as options have it. */
  String option() {
    return unit;
  }

  /** Its unit as people write it. */
  public String unit() {
    return unit.toUpperCase(Locale.ROOT);
  }
}
