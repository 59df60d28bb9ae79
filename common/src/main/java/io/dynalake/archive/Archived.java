package io.dynalake.archive;

import java.io.Serializable;

/**
 * What a landing holds, as it was read back from storage.
 *
 * @param items of all files, verified by MD5 and count
 * @param keys different ones
 * @param tooYoung items that are not old enough, or do not say how old they are
 * @param bytes of the items that are to be deleted, as DynamoDB counts them
 * @param units that deleting those costs, without indexes
 * @param firstProblem why the landing is no copy of the table's items; "" if it is
 */
public record Archived(
    long items, long keys, long tooYoung, long bytes, long units, String firstProblem)
    implements Serializable {
  public static final Archived NOTHING = new Archived(0, 0, 0, 0, 0, "");

  Archived plus(Archived other) {
    return new Archived(
        items + other.items,
        keys + other.keys,
        tooYoung + other.tooYoung,
        bytes + other.bytes,
        units + other.units,
        firstProblem.isEmpty() ? other.firstProblem : firstProblem);
  }

  /** Whether each item is there, well-formed, and once. */
  public boolean isVerified() {
    return firstProblem.isEmpty() && items == keys;
  }

  /** Items that are to be deleted. */
  public long deletable() {
    return items - tooYoung;
  }
}
