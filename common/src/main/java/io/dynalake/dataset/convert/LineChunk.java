package io.dynalake.dataset.convert;

import io.dynalake.item.LineBlocks;
import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * Lines of one data file on their way through the shuffle, as one array: index of the data file,
 * number of lines, length of the lines, the lines with their '\n', padding, line numbers. The line
 * numbers are there to name an item that its column refuses.
 */
final class LineChunk {
  private static final int HEADER = 3 * Integer.BYTES;

  private final byte[] encoded;
  private final ByteBuffer fields;

  LineChunk(byte[] encoded) {
    this.encoded = encoded;
    this.fields = ByteBuffer.wrap(encoded);
  }

  /** The array that holds the lines, with {@link LineBlocks#PADDING} readable bytes behind them. */
  byte[] bytes() {
    return encoded;
  }

  int file() {
    return fields.getInt(0);
  }

  int lines() {
    return fields.getInt(Integer.BYTES);
  }

  /** Index of the first line. */
  int start() {
    return HEADER;
  }

  /** Index behind the last line. */
  int end() {
    return HEADER + fields.getInt(2 * Integer.BYTES);
  }

  long lineNumber(int line) {
    return fields.getLong(end() + LineBlocks.PADDING + line * Long.BYTES);
  }

  /** Gathers lines of one data file for one slot. */
  static final class Builder {
    private byte[] lines = new byte[4096];
    private int length;
    private long[] numbers = new long[16];
    private int count;

    /** Appends the line {@code block[start, end)}, given without its '\n'. */
    void add(byte[] block, int start, int end, long number) {
      int size = end - start + 1;
      if (lines.length - length < size) {
        lines = Arrays.copyOf(lines, Math.max(lines.length * 2, length + size));
      }
      System.arraycopy(block, start, lines, length, size - 1);
      length += size;
      lines[length - 1] = '\n';
      if (count == numbers.length) {
        numbers = Arrays.copyOf(numbers, count * 2);
      }
      numbers[count++] = number;
    }

    int length() {
      return length;
    }

    boolean isEmpty() {
      return count == 0;
    }

    /** Encodes what was gathered and starts anew. */
    byte[] take(int file) {
      ByteBuffer chunk =
          ByteBuffer.allocate(HEADER + length + LineBlocks.PADDING + count * Long.BYTES)
              .putInt(file)
              .putInt(count)
              .putInt(length)
              .put(lines, 0, length);
      chunk.position(chunk.position() + LineBlocks.PADDING);
      for (int i = 0; i < count; i++) {
        chunk.putLong(numbers[i]);
      }
      length = 0;
      count = 0;
      return chunk.array();
    }
  }
}
