package io.dynalake.compare;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/**
 * One of the differences that were found.
 *
 * @param key as DynamoDB JSON; empty if the item is unreadable
 * @param attributes that differ, by name; those of a key on one side only if values are shown
 * @param moreAttributes that differ too
 * @param reason why the item is unreadable; else ""
 */
public record SampledDifference(
    Difference difference,
    ObjectNode key,
    Found left,
    Found right,
    List<AttributeDifference> attributes,
    long moreAttributes,
    String reason) {

  /**
   * The items of the key on one side.
   *
   * @param file that has one of them, as messages call it; "" if there is none
   * @param position in that file, from 1
   */
  public record Found(long copies, String file, long position) {}

  public SampledDifference {
    attributes = List.copyOf(attributes);
  }

  public Found found(Side side) {
    return side == Side.LEFT ? left : right;
  }
}
