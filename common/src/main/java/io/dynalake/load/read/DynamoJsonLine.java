package io.dynalake.load.read;

import io.dynalake.item.CheckSink;
import io.dynalake.item.DynamoJsonSink;
import io.dynalake.item.ItemParser;
import io.dynalake.item.LineBlocks;
import io.dynalake.item.MapSink;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The item of a line of DynamoDB JSON. Spelled as exports are, it is taken out of the line as it is
 * once it is checked; else it is written anew.
 */
final class DynamoJsonLine {
  private static final byte[] USUAL = "{\"Item\":{".getBytes(StandardCharsets.US_ASCII);

  private final ItemParser parser = new ItemParser();
  private final CheckSink check = new CheckSink();
  private final DynamoJsonSink written = new DynamoJsonSink();

  /** Takes the item of a line, given without its end. */
  byte[] item(byte[] line) {
    byte[] block = Arrays.copyOf(line, line.length + 1 + LineBlocks.PADDING);
    block[line.length] = '\n';
    return item(block, 0, line.length);
  }

  /**
   * Takes the item of a line.
   *
   * @param end index of the line's '\n'
   * @throws io.dynalake.item.MalformedItemException if it is none
   */
  byte[] item(byte[] block, int start, int end) {
    parser.parseLine(block, start, check());
    return checked(block, start, end);
  }

  /** Where a line's item is checked, for a parser elsewhere. */
  MapSink check() {
    return check.beginItem();
  }

  /** The item of a line that was checked. */
  byte[] checked(byte[] block, int start, int end) {
    if (isUsual(block, start)) {
      int behindLine = behindBrace(block, end);
      return Arrays.copyOfRange(
          block, start + USUAL.length - 1, behindBrace(block, behindLine - 1));
    }
    parser.parseLine(block, start, written.beginItem());
    written.endItem();
    return written.toBytes();
  }

  /** Index behind the last '}' before {@code end}; nothing but white space is between. */
  private static int behindBrace(byte[] block, int end) {
    int p = end;
    while (block[p - 1] != '}') {
      p--;
    }
    return p;
  }

  private static boolean isUsual(byte[] block, int start) {
    return Arrays.equals(block, start, start + USUAL.length, USUAL, 0, USUAL.length);
  }
}
