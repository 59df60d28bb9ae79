package io.dynalake.bench.data;

import io.dynalake.testsupport.export.LineContent;
import java.io.IOException;
import java.io.OutputStream;
import java.util.SplittableRandom;

/** The lines of one data file. */
final class FileContent implements LineContent {
  private static final int BLOCK = 64 << 10;

  private final DataSet data;
  private final int file;
  private long bytes;

  FileContent(DataSet data, int file) {
    this.data = data;
    this.file = file;
  }

  long items() {
    return data.firstItem(file + 1) - data.firstItem(file);
  }

  /** Bytes written so far, before compression. */
  long bytes() {
    return bytes;
  }

  @Override
  public void writeTo(OutputStream out) throws IOException {
    SplittableRandom random = new SplittableRandom(data.seed() * 1_000_003 + file);
    Items items = data.shape().items();
    ItemLines lines = ItemLines.in(data.format());
    long end = data.firstItem(file + 1);
    for (long number = data.firstItem(file); number < end; number++) {
      items.write(number, random, lines);
      if (lines.length() >= BLOCK || number == end - 1) {
        out.write(lines.bytes(), 0, lines.length());
        bytes += lines.length();
        lines.clear();
      }
    }
  }
}
