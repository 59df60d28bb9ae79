package io.dynalake.item;

/**
 * A strict, streaming, byte-level parser of lines {@code {"Item":{…}}} of a full export in
 * DYNAMODB_JSON. One instance per thread.
 */
public final class ItemParser {
  /** Values nested deeper are malformed; DynamoDB allows 32 levels. */
  public static final int MAX_DEPTH = 64;

  /**
   * Parses one line and pushes the item's attributes into {@code item}.
   *
   * @param block must have '\n' somewhere at or after {@code start} and at least {@link
   *     LineBlocks#PADDING} readable bytes behind that
   * @return the index behind the line's '\n'
   * @throws MalformedItemException if the line is not a well-formed item or the sink refuses it;
   *     what the sink was told of the item until then is to be discarded
   */
  public int parseLine(byte[] block, int start, MapSink item) {
    throw new UnsupportedOperationException();
  }
}
