package io.dynalake.ledger;

/**
 * What the parts in one state sum up to.
 *
 * @param bytes stored, compressed
 */
public record PartTotals(long parts, long items, long bytes) {
  public static final PartTotals NONE = new PartTotals(0, 0, 0);

  PartTotals plus(PartTotals other) {
    return new PartTotals(parts + other.parts, items + other.items, bytes + other.bytes);
  }
}
