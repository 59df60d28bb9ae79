package io.dynalake.load.read;

import io.dynalake.error.ErrorCode;
import io.dynalake.export.BadFileException;
import java.io.BufferedInputStream;
import java.io.IOException;
import org.apache.hadoop.conf.Configuration;

/** Plain JSON: an object in each line, or one array of objects in a file. */
public record JsonFormat(ItemTypes types, Empties empties) implements InputFormat {
  private static final int PEEKED = 64 << 10;

  @Override
  public ItemReader open(InputFile file, Configuration conf) {
    BufferedInputStream content = new BufferedInputStream(LineReader.content(file, conf), PEEKED);
    JsonItem item = new JsonItem(types, empties);
    try {
      return isArray(content)
          ? new JsonArrayReader(file, content, item)
          : new JsonLineReader(file, content, item);
    } catch (IOException e) {
      throw new BadFileException(file.name(), String.valueOf(e.getMessage()), ErrorCode.BAD_DATA);
    }
  }

  /** Whether the first character is a bracket, behind white space and a byte order mark. */
  private static boolean isArray(BufferedInputStream content) throws IOException {
    content.mark(PEEKED);
    int c = content.read();
    for (int i = 1; i < PEEKED && (Character.isWhitespace(c) || c > 0x7f); i++) {
      c = content.read();
    }
    content.reset();
    return c == '[';
  }
}
