package io.dynalake.compare;

import java.io.Serializable;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** An attribute that two items of a key do not have alike: a class, for Kryo. */
public final class AttributeDifference implements Serializable {
  private static final long serialVersionUID = 1L;

  private final String name;
  private final @Nullable Side only;
  private final @Nullable String left;
  private final @Nullable String right;

  /**
   * @param only null: both sides have it, with other values
   * @param left its value as {@link #value} gives it, or null
   * @param right the same of the other side
   */
  AttributeDifference(
      String name, @Nullable Side only, @Nullable String left, @Nullable String right) {
    this.name = name;
    this.only = only;
    this.left = left;
    this.right = right;
  }

  public String name() {
    return name;
  }

  /** The side that has it, if the other has not. */
  public Optional<Side> only() {
    return Optional.ofNullable(only);
  }

  /** The value as DynamoDB JSON, if values are asked for; of a long one the beginning, as text. */
  public Optional<String> value(Side side) {
    return Optional.ofNullable(side == Side.LEFT ? left : right);
  }
}
