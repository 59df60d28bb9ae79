package io.dynalake.load.read;

import io.dynalake.item.MalformedItemException;
import java.io.InputStream;

/** Reads lines of plain JSON. */
final class JsonLineReader extends LineReader {
  private final JsonItem json;

  JsonLineReader(InputFile file, InputStream content, JsonItem json) {
    super(file, content);
    this.json = json;
  }

  @Override
  void line(long number, byte[] block, int start, int end) {
    try {
      ready(number, json.item(block, start, end));
    } catch (MalformedItemException e) {
      byte[] raw = raw(block, start, end);
      boolean open = raw.length == 1 && raw[0] == '{';
      refuse(
          number,
          open
              ? "the object goes on over several lines; write each in one line, or all in an array"
              : e.reason(),
          raw);
    }
  }
}
