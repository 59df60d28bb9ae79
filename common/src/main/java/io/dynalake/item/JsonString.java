package io.dynalake.item;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * Reads one JSON string: finds its end eight bytes at a time, checks UTF-8, resolves escapes. The
 * text is a view: into the block if there was nothing to unescape, else into a buffer that the next
 * {@link #scan} overwrites.
 */
final class JsonString {
  /** Reads eight bytes of an array as a little-endian long, at any index. */
  static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  /** Reads four bytes of an array as a little-endian int, at any index. */
  static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

  static final int CONTROL = -1;
  static final int UTF8 = -2;
  static final int ESCAPE = -3;
  static final int SURROGATE = -4;

  private static final long ONES = 0x0101010101010101L;
  private static final long HIGH_BITS = 0x8080808080808080L;
  private static final long QUOTES = ONES * '"';
  private static final long BACKSLASHES = ONES * '\\';
  private static final long SPACES = ONES * ' ';

  private static final int BUFFER = 4096;
  private static final int LARGEST_KEPT = 1 << 20;

  private byte[] buffer = new byte[BUFFER];

  /** Holds the text of the string read last. */
  byte[] bytes = buffer;

  int offset;
  int length;

  /**
   * Reads the string whose first byte behind the opening quote is at {@code start}.
   *
   * @return the index behind the closing quote, or a negative code for {@link #reason}
   */
  int scan(byte[] block, int start) {
    int p = start;
    while (true) {
      long stops = stops((long) LONG.get(block, p));
      if (stops == 0) {
        p += Long.BYTES;
        continue;
      }
      p += Long.numberOfTrailingZeros(stops) >>> 3;
      byte c = block[p];
      if (c == '"') {
        bytes = block;
        offset = start;
        length = p - start;
        return p + 1;
      }
      if (c >= 0) {
        return c == '\\' ? unescape(block, start, p) : CONTROL;
      }
      p = utf8(block, p);
      if (p < 0) {
        return p;
      }
    }
  }

  /** Why {@link #scan} returned a negative code. */
  static String reason(int code) {
    return switch (code) {
      case CONTROL -> "a string is cut off or holds a raw control character";
      case UTF8 -> "a string is not valid UTF-8";
      case ESCAPE -> "a string has an invalid escape";
      default -> "a string has an escape \\u for half of a surrogate pair";
    };
  }

  /** Gives back the memory that a very long string took. */
  void trim() {
    if (buffer.length > LARGEST_KEPT) {
      buffer = new byte[BUFFER];
      bytes = buffer;
    }
  }

  /**
   * The high bit of each byte that is a quote, a backslash, a control character or not ASCII. Bytes
   * above the lowest such byte may be marked wrongly, by borrows.
   */
  private static long stops(long word) {
    return (((word ^ QUOTES) - ONES) | ((word ^ BACKSLASHES) - ONES) | (word - SPACES) | word)
        & HIGH_BITS;
  }

  private int unescape(byte[] block, int start, int firstBackslash) {
    int n = firstBackslash - start;
    reserve(0, n);
    System.arraycopy(block, start, buffer, 0, n);
    int p = firstBackslash;
    while (true) {
      byte c = block[p];
      if (c == '\\') {
        reserve(n, Integer.BYTES);
        int escape = block[p + 1];
        if (escape == 'u') {
          int unit = hex(block, p + 2, 4);
          p += 6;
          if (unit < 0) {
            return ESCAPE;
          }
          if (Character.isSurrogate((char) unit)) {
            if (Character.isLowSurrogate((char) unit) || block[p] != '\\' || block[p + 1] != 'u') {
              return SURROGATE;
            }
            int low = hex(block, p + 2, 4);
            p += 6;
            if (low < 0) {
              return ESCAPE;
            }
            if (!Character.isLowSurrogate((char) low)) {
              return SURROGATE;
            }
            unit = Character.toCodePoint((char) unit, (char) low);
          }
          n = encode(unit, buffer, n);
        } else {
          int plain = plain(escape);
          if (plain < 0) {
            return ESCAPE;
          }
          buffer[n++] = (byte) plain;
          p += 2;
        }
      } else if (c == '"') {
        bytes = buffer;
        offset = 0;
        length = n;
        return p + 1;
      } else if (c < 0) {
        int end = utf8(block, p);
        if (end < 0) {
          return end;
        }
        reserve(n, end - p);
        System.arraycopy(block, p, buffer, n, end - p);
        n += end - p;
        p = end;
      } else if (c < ' ') {
        return CONTROL;
      } else {
        reserve(n, Long.BYTES);
        long word = (long) LONG.get(block, p);
        LONG.set(buffer, n, word);
        long stops = stops(word);
        int plain = stops == 0 ? Long.BYTES : Long.numberOfTrailingZeros(stops) >>> 3;
        n += plain;
        p += plain;
      }
    }
  }

  private void reserve(int used, int more) {
    if (buffer.length - used < more) {
      buffer = Arrays.copyOf(buffer, Math.max(used + more, 2 * buffer.length));
    }
  }

  private static int plain(int escape) {
    return switch (escape) {
      case '"', '\\', '/' -> escape;
      case 'b' -> '\b';
      case 'f' -> '\f';
      case 'n' -> '\n';
      case 'r' -> '\r';
      case 't' -> '\t';
      default -> -1;
    };
  }

  /**
   * The number that so many hexadecimal digits are, or negative. Reads no byte behind a wrong one,
   * and so none behind the line.
   */
  static int hex(byte[] block, int p, int digits) {
    int unit = 0;
    for (int i = p; i < p + digits; i++) {
      byte c = block[i];
      int digit = c < 0 ? -1 : Character.digit(c, 16);
      if (digit < 0) {
        return -1;
      }
      unit = (unit << 4) | digit;
    }
    return unit;
  }

  /** Writes a character in UTF-8, up to four bytes; returns the index behind it. */
  static int encode(int codePoint, byte[] target, int at) {
    int n = at;
    if (codePoint < 0x80) {
      target[n++] = (byte) codePoint;
    } else if (codePoint < 0x800) {
      target[n++] = (byte) (0xC0 | (codePoint >> 6));
      target[n++] = (byte) (0x80 | (codePoint & 0x3F));
    } else if (codePoint < 0x10000) {
      target[n++] = (byte) (0xE0 | (codePoint >> 12));
      target[n++] = (byte) (0x80 | ((codePoint >> 6) & 0x3F));
      target[n++] = (byte) (0x80 | (codePoint & 0x3F));
    } else {
      target[n++] = (byte) (0xF0 | (codePoint >> 18));
      target[n++] = (byte) (0x80 | ((codePoint >> 12) & 0x3F));
      target[n++] = (byte) (0x80 | ((codePoint >> 6) & 0x3F));
      target[n++] = (byte) (0x80 | (codePoint & 0x3F));
    }
    return n;
  }

  /**
   * Checks the non-ASCII characters from {@code start} on: no overlong forms, no surrogates,
   * nothing above U+10FFFF. Returns the index of the next ASCII byte, or {@link #UTF8}.
   */
  static int utf8(byte[] block, int start) {
    int p = start;
    do {
      int lead = block[p] & 0xFF;
      int second = block[p + 1];
      if (second >= (byte) 0xC0) {
        return UTF8;
      }
      second &= 0xFF;
      if (lead < 0xE0) {
        if (lead < 0xC2) {
          return UTF8;
        }
        p += 2;
      } else if (block[p + 2] >= (byte) 0xC0) {
        return UTF8;
      } else if (lead < 0xF0) {
        if ((lead == 0xE0 && second < 0xA0) || (lead == 0xED && second >= 0xA0)) {
          return UTF8;
        }
        p += 3;
      } else {
        if (block[p + 3] >= (byte) 0xC0
            || lead > 0xF4
            || (lead == 0xF0 && second < 0x90)
            || (lead == 0xF4 && second >= 0x90)) {
          return UTF8;
        }
        p += 4;
      }
    } while (block[p] < 0);
    return p;
  }
}
