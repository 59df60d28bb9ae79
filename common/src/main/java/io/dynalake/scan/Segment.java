package io.dynalake.scan;

import java.io.Serializable;

/**
 * One of the parts that a scan divides a table into.
 *
 * @param number from 0
 * @param total of the scan: 1 to 1,000,000
 */
public record Segment(int number, int total) implements Serializable {
  /** The service's limit. */
  public static final int MOST = 1_000_000;

  public Segment {
    if (total < 1 || total > MOST || number < 0 || number >= total) {
      throw new IllegalArgumentException("segment " + number + " of " + total);
    }
  }

  @Override
  public String toString() {
    return "segment " + number + " of " + total;
  }
}
