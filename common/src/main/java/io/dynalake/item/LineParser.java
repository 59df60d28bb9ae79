package io.dynalake.item;

/**
 * Parses lines of data files, each of which holds one item. One instance per thread; which one is
 * chosen per file, by {@link ItemFormat#parser}.
 */
public abstract class LineParser {
  LineParser() {}

  /**
   * Parses one line and pushes the item's attributes into {@code item}.
   *
   * @param block must have '\n' somewhere at or after {@code start} and at least {@link
   *     LineBlocks#PADDING} readable bytes behind that
   * @return the index behind the line's '\n'
   * @throws MalformedItemException if the line is not a well-formed item or the sink refuses it;
   *     what the sink was told of the item until then is to be discarded
   */
  public abstract int parseLine(byte[] block, int start, MapSink item);

  /** Whether the line has nothing in it, neither an item nor anything that is wrong. */
  public abstract boolean isBlank(byte[] block, int start);
}
