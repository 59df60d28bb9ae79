package io.dynalake.load;

import java.io.Serializable;

/**
 * What a file has.
 *
 * @param file its number among those that were checked
 * @param items good ones
 * @param bad that are no items, or none that the table takes
 * @param bytes of the good ones, as DynamoDB counts them
 * @param units that writing them costs at least, without indexes
 * @param firstReason why the first bad one is bad, with its line; "" without one
 * @param damage why the file cannot be read; "" if it can
 */
public record FileCheck(
    int file, long items, long bad, long bytes, long units, String firstReason, String damage)
    implements Serializable {
  static FileCheck damaged(int file, String damage) {
    return new FileCheck(file, 0, 0, 0, 0, "", damage);
  }

  public boolean isDamaged() {
    return !damage.isEmpty();
  }
}
