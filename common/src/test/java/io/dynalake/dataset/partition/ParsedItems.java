package io.dynalake.dataset.partition;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.dynalake.item.ItemParser;
import io.dynalake.item.LineBlocks;
import io.dynalake.item.MapSink;
import io.dynalake.item.SkipSink;
import java.util.Arrays;

/** Parses items in DynamoDB JSON and captures attributes of them. */
final class ParsedItems {
  private final ItemParser parser = new ItemParser();
  private final ItemCaptures captures = new ItemCaptures();

  ItemCaptures captures() {
    return captures;
  }

  /**
   * @param attributes such as {@code "a":{"S":"x"}}
   */
  void parse(String attributes) {
    parse(attributes, SkipSink.INSTANCE);
  }

  void parse(String attributes, MapSink inner) {
    byte[] line = ("{\"Item\":{" + attributes + "}}\n").getBytes(UTF_8);
    parser.parseLine(
        Arrays.copyOf(line, line.length + LineBlocks.PADDING), 0, captures.wrap(inner));
  }
}
