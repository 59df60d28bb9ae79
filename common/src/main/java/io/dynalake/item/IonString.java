package io.dynalake.item;

import java.util.Arrays;

/**
 * Reads one string of Ion text, or one symbol in quotes, like {@link JsonString}: they differ in
 * the escapes, and in the white space that may stand in a string as it is.
 */
final class IonString {
  private static final long ONES = 0x0101010101010101L;
  private static final long HIGH_BITS = 0x8080808080808080L;
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
   * @param quote that ends it, single or double
   * @return the index behind the closing quote, or a negative code for {@link JsonString#reason}
   */
  int scan(byte[] block, int start, char quote) {
    long quotes = ONES * quote;
    int p = start;
    while (true) {
      long stops = stops((long) JsonString.LONG.get(block, p), quotes);
      if (stops == 0) {
        p += Long.BYTES;
        continue;
      }
      p += Long.numberOfTrailingZeros(stops) >>> 3;
      byte c = block[p];
      if (c == quote) {
        bytes = block;
        offset = start;
        length = p - start;
        return p + 1;
      }
      if (c < 0) {
        p = JsonString.utf8(block, p);
        if (p < 0) {
          return p;
        }
      } else if (c == '\\') {
        return unescape(block, start, p, quote);
      } else if (isSpace(c)) {
        p++;
      } else {
        return JsonString.CONTROL;
      }
    }
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
  private static long stops(long word, long quotes) {
    return (((word ^ quotes) - ONES) | ((word ^ BACKSLASHES) - ONES) | (word - SPACES) | word)
        & HIGH_BITS;
  }

  private static boolean isSpace(byte control) {
    return control == '\t' || control == 0x0B || control == '\f';
  }

  private int unescape(byte[] block, int start, int firstBackslash, char quote) {
    long quotes = ONES * quote;
    int n = firstBackslash - start;
    reserve(0, n);
    System.arraycopy(block, start, buffer, 0, n);
    int p = firstBackslash;
    while (true) {
      byte c = block[p];
      if (c == quote) {
        bytes = buffer;
        offset = 0;
        length = n;
        return p + 1;
      }
      if (c == '\\') {
        reserve(n, Integer.BYTES);
        int codePoint = escaped(block, p + 1);
        if (codePoint < 0) {
          return codePoint;
        }
        p += escapeLength(block[p + 1], codePoint);
        n = JsonString.encode(codePoint, buffer, n);
      } else if (c < 0) {
        int end = JsonString.utf8(block, p);
        if (end < 0) {
          return end;
        }
        reserve(n, end - p);
        System.arraycopy(block, p, buffer, n, end - p);
        n += end - p;
        p = end;
      } else if (isSpace(c)) {
        reserve(n, 1);
        buffer[n++] = c;
        p++;
      } else if (c < ' ') {
        return JsonString.CONTROL;
      } else {
        reserve(n, Long.BYTES);
        long word = (long) JsonString.LONG.get(block, p);
        JsonString.LONG.set(buffer, n, word);
        long stops = stops(word, quotes);
        int plain = stops == 0 ? Long.BYTES : Long.numberOfTrailingZeros(stops) >>> 3;
        n += plain;
        p += plain;
      }
    }
  }

  /**
   * The character that the escape stands for whose letter is at {@code p}, or a negative code. Like
   * ion-java, takes two {@code \}{@code u} for the halves of a surrogate pair.
   */
  private static int escaped(byte[] block, int p) {
    return switch (block[p]) {
      case '"', '\'', '?', '\\', '/' -> block[p];
      case '0' -> 0;
      case 'a' -> 7;
      case 'b' -> '\b';
      case 't' -> '\t';
      case 'n' -> '\n';
      case 'v' -> 0x0B;
      case 'f' -> '\f';
      case 'r' -> '\r';
      case 'x' -> orEscape(JsonString.hex(block, p + 1, 2));
      case 'u' -> utf16(block, p);
      case 'U' -> {
        int codePoint = JsonString.hex(block, p + 1, 8);
        if (!Character.isValidCodePoint(codePoint)) {
          yield JsonString.ESCAPE;
        }
        yield Character.getType(codePoint) == Character.SURROGATE
            ? JsonString.SURROGATE
            : codePoint;
      }
      default -> JsonString.ESCAPE;
    };
  }

  private static int orEscape(int codePoint) {
    return codePoint < 0 ? JsonString.ESCAPE : codePoint;
  }

  private static int utf16(byte[] block, int p) {
    int unit = JsonString.hex(block, p + 1, 4);
    if (unit < 0) {
      return JsonString.ESCAPE;
    }
    if (!Character.isSurrogate((char) unit)) {
      return unit;
    }
    if (Character.isLowSurrogate((char) unit) || block[p + 5] != '\\' || block[p + 6] != 'u') {
      return JsonString.SURROGATE;
    }
    int low = JsonString.hex(block, p + 7, 4);
    if (low < 0) {
      return JsonString.ESCAPE;
    }
    return Character.isLowSurrogate((char) low)
        ? Character.toCodePoint((char) unit, (char) low)
        : JsonString.SURROGATE;
  }

  /** Bytes of an escape, from its backslash on. */
  private static int escapeLength(byte letter, int codePoint) {
    return switch (letter) {
      case 'x' -> 4;
      case 'u' -> Character.isSupplementaryCodePoint(codePoint) ? 12 : 6;
      case 'U' -> 10;
      default -> 2;
    };
  }

  private void reserve(int used, int more) {
    if (buffer.length - used < more) {
      buffer = Arrays.copyOf(buffer, Math.max(used + more, 2 * buffer.length));
    }
  }
}
