package io.dynalake.item;

/** Parses lines of data files. One instance per thread; which one is chosen per file. */
public abstract class LineParser {
  LineParser() {}

  /**
   * Parses one line and pushes what it holds into {@code sink}, as the attributes of an item.
   *
   * @param block must have '\n' somewhere at or after {@code start} and at least {@link
   *     LineBlocks#PADDING} readable bytes behind that
   * @return the index behind the line's '\n'
   * @throws MalformedItemException if the line is not well-formed or the sink refuses it; what the
   *     sink was told of the line until then is to be discarded
   */
  public abstract int parseLine(byte[] block, int start, MapSink sink);

  /** Whether the line has nothing in it, neither an item nor anything that is wrong. */
  public abstract boolean isBlank(byte[] block, int start);
}
