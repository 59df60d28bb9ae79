package io.dynalake.capacity;

import java.util.Locale;

/** What a table's capacity is for. Either is provisioned, consumed and paid for by itself. */
public enum Capacity {
  READ("rcu"),
  WRITE("wcu");

  private final String unit;

  Capacity(String unit) {
    this.unit = unit;
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
