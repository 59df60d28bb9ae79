package io.dynalake.load.read;

import io.dynalake.error.ErrorCode;
import io.dynalake.error.JobException;
import io.dynalake.export.FileContent;
import io.dynalake.item.LineBlocks;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import org.apache.hadoop.conf.Configuration;

/** Reads a text file in UTF-8, an item in each line. Blank lines are passed over. */
abstract class LineReader extends ItemReader {
  private static final int BLOCK = 256 << 10;

  private final LineBlocks blocks;
  private long line;

  LineReader(InputFile file, InputStream content) {
    super(file);
    blocks = new LineBlocks(content, BLOCK);
  }

  /** Opens the content of a file. */
  static InputStream content(InputFile file, Configuration conf) {
    try {
      return FileContent.open(file.location(), conf);
    } catch (IOException e) {
      throw new JobException(ErrorCode.SERVICE, file.location() + ": it cannot be read; " + e, e);
    }
  }

  /**
   * Takes a line.
   *
   * @param end index of its '\n'; there are {@link LineBlocks#PADDING} bytes behind it
   */
  abstract void line(long number, byte[] block, int start, int end);

  @Override
  boolean read() throws IOException {
    if (!blocks.next()) {
      return false;
    }
    byte[] block = blocks.bytes();
    line = blocks.firstLine();
    int start = line == 1 ? ByteOrderMark.skipUtf8(block, blocks.start(), blocks.end()) : 0;
    if (blocks.overlong()) {
      refuse(
          line,
          "the line is longer than " + (LineBlocks.MAX_LINE >> 20) + " MB",
          Arrays.copyOfRange(block, start, blocks.end() - 1));
      return true;
    }
    while (start < blocks.end()) {
      int end = start;
      boolean blank = true;
      while (block[end] != '\n') {
        byte c = block[end++];
        blank &= c == ' ' || c == '\t' || c == '\r';
      }
      if (!blank) {
        line(line, block, start, end);
      }
      line++;
      start = end + 1;
    }
    return true;
  }

  /** The text of a line as it is, but for the '\r' of a line's end. */
  static byte[] raw(byte[] block, int start, int end) {
    return Arrays.copyOfRange(block, start, end > start && block[end - 1] == '\r' ? end - 1 : end);
  }

  @Override
  public void close() {
    try {
      blocks.close();
    } catch (IOException e) {
      throw new JobException(
          ErrorCode.SERVICE, file().location() + ": it cannot be closed; " + e, e);
    }
  }
}
