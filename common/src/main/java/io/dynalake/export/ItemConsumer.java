package io.dynalake.export;

import io.dynalake.item.MapSink;

/** Takes the items of a data file, one after the other, from one thread. */
public interface ItemConsumer {
  /** The sink of the next item. */
  MapSink beginItem();

  /** The item's last value was pushed; {@code line} is its text, a view without the '\n'. */
  void endItem(byte[] block, int lineStart, int lineEnd);

  /** The item is malformed: what was pushed of it is to be discarded. */
  void dropItem(BadItem bad);

  /** The end of a block of lines (256 KB or a long line); the last block ends the file. */
  default void endBlock() {}
}
