package io.dynalake.item;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/**
 * Cuts a stream into blocks of whole lines without copying lines around. A block ends behind a '\n'
 * (added if the last line has none) and has {@link #PADDING} zero bytes behind it. The buffer is
 * reused: a block is valid until the next call of {@link #next}.
 */
public final class LineBlocks implements Closeable {
  /** Readable bytes behind the end of a block, so that parsers may read whole words. */
  public static final int PADDING = 16;

  /** The longest line that is delivered; an item of 400 KB has at most about 26 MB of JSON. */
  public static final int MAX_LINE = 32 << 20;

  /** A line this long ends the file: no line of an export comes near, so it is a gzip bomb. */
  public static final long HOPELESS_LINE = 1L << 30;

  private static final long NEWLINES = 0x0A0A0A0A0A0A0A0AL;
  private static final long LOW_BITS = 0x7F7F7F7F7F7F7F7FL;

  private final InputStream in;
  private final int blockSize;
  private final int maxLine;
  private final long hopelessLine;

  /** Holds {@link #filled} bytes read: the block, then the beginning of the next one. */
  private byte[] buffer;

  private int filled;
  private boolean endOfStream;

  /** Index behind the block; 0 before the first. */
  private int end;

  /** What the padding covers. */
  private final byte[] covered = new byte[PADDING];

  private long firstLine = 1;
  private boolean overlong;

  public LineBlocks(InputStream in, int blockSize) {
    this(in, blockSize, MAX_LINE, HOPELESS_LINE);
  }

  /** For tests, which have smaller limits. */
  LineBlocks(InputStream in, int blockSize, int maxLine, long hopelessLine) {
    if (blockSize < 1) {
      throw new IllegalArgumentException("blockSize must be positive, not " + blockSize);
    }
    this.in = in;
    this.blockSize = blockSize;
    this.maxLine = maxLine;
    this.hopelessLine = hopelessLine;
    buffer = new byte[capacity(blockSize)];
  }

  /**
   * Reads the next block.
   *
   * @return false at the end of the stream
   * @throws IOException if the stream fails, or a line has more than {@link #HOPELESS_LINE} bytes
   */
  public boolean next() throws IOException {
    return next(firstLine + newlines(end));
  }

  /**
   * Reads the next block for a caller that has counted the lines, which {@link #next()} would do by
   * reading every byte once more.
   *
   * @param line number of the block's first line, from 1
   * @return false at the end of the stream
   * @throws IOException if the stream fails, or a line has more than {@link #HOPELESS_LINE} bytes
   */
  public boolean next(long line) throws IOException {
    firstLine = line;
    takeBlockAway();
    if (overlong) {
      overlong = false;
      skipLine();
    }
    int searched = 0;
    while (true) {
      fill();
      int behind = behindLastNewline(searched);
      if (behind > 0) {
        closeBlock(behind);
        return true;
      }
      if (filled > maxLine) {
        overlong = true;
        buffer[maxLine] = '\n';
        // The line's rest is skipped by the next call, so nothing of it need be kept.
        filled = maxLine + 1;
        closeBlock(filled);
        return true;
      }
      if (endOfStream) {
        if (filled == 0) {
          return false;
        }
        buffer[filled++] = '\n';
        closeBlock(filled);
        return true;
      }
      searched = filled;
      buffer = Arrays.copyOf(buffer, capacity((int) Math.min(2L * filled, maxLine + 1L)));
    }
  }

  public byte[] bytes() {
    return buffer;
  }

  /** Index of the first byte of the block's first line. */
  public int start() {
    return 0;
  }

  /** Index behind the last '\n'. */
  public int end() {
    return end;
  }

  /** Number of the block's first line, from 1. */
  public long firstLine() {
    return firstLine;
  }

  /**
   * Whether the block is only the beginning of one line of more than {@link #MAX_LINE} bytes; the
   * rest of that line is left out.
   */
  public boolean overlong() {
    return overlong;
  }

  @Override
  public void close() throws IOException {
    in.close();
  }

  /** Room for as many bytes, a '\n' behind the last line and the padding. */
  private static int capacity(int size) {
    return size + 1 + PADDING;
  }

  private void takeBlockAway() {
    System.arraycopy(covered, 0, buffer, end, PADDING);
    int rest = filled - end;
    byte[] target = buffer;
    // A long line is an exception: its memory is not kept for the rest of the file.
    if (buffer.length > capacity(blockSize) && rest <= blockSize) {
      target = new byte[capacity(blockSize)];
    }
    System.arraycopy(buffer, end, target, 0, rest);
    buffer = target;
    filled = rest;
    end = 0;
  }

  private void closeBlock(int behind) {
    end = behind;
    System.arraycopy(buffer, end, covered, 0, PADDING);
    Arrays.fill(buffer, end, end + PADDING, (byte) 0);
  }

  /** Reads until the buffer is full, for streams that inflate return little at a time. */
  private void fill() throws IOException {
    int limit = buffer.length - PADDING - 1;
    while (filled < limit && !endOfStream) {
      int count = in.read(buffer, filled, limit - filled);
      if (count < 0) {
        endOfStream = true;
      } else {
        filled += count;
      }
    }
  }

  private int behindLastNewline(int from) {
    for (int i = filled - 1; i >= from; i--) {
      if (buffer[i] == '\n') {
        return i + 1;
      }
    }
    return 0;
  }

  private void skipLine() throws IOException {
    long length = maxLine + 1L;
    while (true) {
      fill();
      for (int i = 0; i < filled; i++) {
        if (buffer[i] == '\n') {
          filled -= i + 1;
          System.arraycopy(buffer, i + 1, buffer, 0, filled);
          return;
        }
      }
      length += filled;
      filled = 0;
      if (endOfStream) {
        return;
      }
      if (length > hopelessLine) {
        throw new IOException(
            "line %d: more than %d bytes without an end; this looks like a gzip bomb, no line of an export is that long"
                .formatted(firstLine - 1, hopelessLine));
      }
    }
  }

  /** Lines of the block, eight bytes at a time. */
  private int newlines(int behind) {
    int count = 0;
    int p = 0;
    for (; p + Long.BYTES <= behind; p += Long.BYTES) {
      long word = (long) JsonString.LONG.get(buffer, p) ^ NEWLINES;
      // The high bit of each byte that is zero, exact in every byte.
      count += Long.bitCount(~(((word & LOW_BITS) + LOW_BITS) | word | LOW_BITS));
    }
    for (; p < behind; p++) {
      count += buffer[p] == '\n' ? 1 : 0;
    }
    return count;
  }
}
