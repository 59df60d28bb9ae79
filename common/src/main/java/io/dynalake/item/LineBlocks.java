package io.dynalake.item;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;

/**
 * Cuts a stream into blocks of whole lines without copying lines around. A block ends behind a
 * '\n' (added if the last line has none) and has {@link #PADDING} zero bytes behind it. The buffer
 * is reused: a block is valid until the next call of {@link #next}.
 */
public final class LineBlocks implements Closeable {
  /** Readable bytes behind the end of a block, so that parsers may read whole words. */
  public static final int PADDING = 16;

  /** The longest line that is delivered; an item of 400 KB has at most about 26 MB of JSON. */
  public static final int MAX_LINE = 32 << 20;

  /** A line this long ends the file: no line of an export comes near, so it is a gzip bomb. */
  public static final long HOPELESS_LINE = 1L << 30;

  public LineBlocks(InputStream in, int blockSize) {
    throw new UnsupportedOperationException(in.toString() + blockSize);
  }

  /**
   * Reads the next block.
   *
   * @return false at the end of the stream
   */
  public boolean next() throws IOException {
    throw new UnsupportedOperationException();
  }

  public byte[] bytes() {
    throw new UnsupportedOperationException();
  }

  /** Index of the first byte of the block's first line. */
  public int start() {
    throw new UnsupportedOperationException();
  }

  /** Index behind the last '\n'. */
  public int end() {
    throw new UnsupportedOperationException();
  }

  /** Number of the block's first line, from 1. */
  public long firstLine() {
    throw new UnsupportedOperationException();
  }

  /**
   * Whether the block is only the beginning of one line of more than {@link #MAX_LINE} bytes; the
   * rest of that line is left out.
   */
  public boolean overlong() {
    throw new UnsupportedOperationException();
  }

  @Override
  public void close() throws IOException {
    throw new UnsupportedOperationException();
  }
}
