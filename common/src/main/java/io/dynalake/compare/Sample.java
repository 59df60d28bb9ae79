package io.dynalake.compare;

import java.io.Serializable;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A difference, of which the key is known and where its items are: a class, for Kryo. */
final class Sample implements Serializable {
  private static final long serialVersionUID = 1L;

  /** The order of the sorted rows, so that the first ones do not depend on how many tasks merge. */
  static final Comparator<Sample> ORDER =
      Comparator.<Sample>comparingLong(sample -> sample.hash)
          .thenComparing(sample -> sample.key, Arrays::compareUnsigned);

  private final Difference difference;
  private final long hash;
  private final byte[] key;
  private final @Nullable Place left;
  private final @Nullable Place right;
  private final long leftCopies;
  private final long rightCopies;

  private Sample(Difference difference, long hash, byte[] key, Found left, Found right) {
    this.difference = difference;
    this.hash = hash;
    this.key = key;
    this.left = left.place;
    this.right = right.place;
    leftCopies = left.copies;
    rightCopies = right.copies;
  }

  /**
   * The items of a key on one side.
   *
   * @param place of one that the other side does not have, where there is such a one
   */
  record Found(@Nullable Place place, long copies) {
    static final Found NOTHING = new Found(null, 0);
  }

  static Sample of(Difference difference, long hash, byte[] key, Found left, Found right) {
    return new Sample(difference, hash, key, left, right);
  }

  static Sample unreadable(long hash, Place place) {
    Found found = new Found(place, 1);
    boolean isLeft = place.side() == Side.LEFT;
    return new Sample(
        Difference.UNREADABLE,
        hash,
        new byte[0],
        isLeft ? found : Found.NOTHING,
        isLeft ? Found.NOTHING : found);
  }

  Difference difference() {
    return difference;
  }

  /** Empty if it is unreadable. */
  byte[] key() {
    return key;
  }

  Optional<Place> place(Side side) {
    return Optional.ofNullable(side == Side.LEFT ? left : right);
  }

  long copies(Side side) {
    return side == Side.LEFT ? leftCopies : rightCopies;
  }
}
