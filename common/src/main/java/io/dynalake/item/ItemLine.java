package io.dynalake.item;

import java.nio.charset.StandardCharsets;

/**
 * Parses items that are given without the line around them. As a line of an export, so that reasons
 * of refusals are about the attribute, and an attribute called Item is one. Not safe for threads.
 */
public final class ItemLine {
  private static final byte[] BEFORE = "{\"Item\":".getBytes(StandardCharsets.US_ASCII);

  private final ItemParser parser = new ItemParser();
  private byte[] line = new byte[1 << 10];

  /**
   * Pushes the attributes of an item into a sink.
   *
   * @param json its attributes as DynamoDB JSON, {@code {"pk":{"S":"a"},…}}
   * @throws MalformedItemException if it is not well-formed or the sink refuses it
   */
  public void parse(byte[] json, MapSink sink) {
    int end = BEFORE.length + json.length;
    if (line.length < end + 2 + LineBlocks.PADDING) {
      line = new byte[end + 2 + LineBlocks.PADDING];
    }
    System.arraycopy(BEFORE, 0, line, 0, BEFORE.length);
    System.arraycopy(json, 0, line, BEFORE.length, json.length);
    line[end] = '}';
    line[end + 1] = '\n';
    parser.parseLine(line, 0, sink);
  }
}
