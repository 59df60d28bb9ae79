package io.dynalake.compare;

import java.io.Serializable;

/** Where an item is: a class, since Kryo takes no records. */
final class Place implements Serializable {
  private static final long serialVersionUID = 1L;

  private final Side side;
  private final int file;
  private final long position;

  /**
   * @param file its number among those of the side
   * @param position in the file, as {@link io.dynalake.load.read.InputItem#position} has it
   */
  Place(Side side, int file, long position) {
    this.side = side;
    this.file = file;
    this.position = position;
  }

  Side side() {
    return side;
  }

  int file() {
    return file;
  }

  long position() {
    return position;
  }
}
