package io.dynalake.item;

import java.util.Arrays;

/**
 * Where {@link IonItemParser} is in a line: the line, and the names of the maps around the value;
 * and with that, how refusals say where something is wrong.
 */
final class IonPlace {
  /** By byte: whether it may stand in a symbol without quotes. */
  private static final boolean[] IDENTIFIER = new boolean[256];

  static {
    Arrays.fill(IDENTIFIER, 'a', 'z' + 1, true);
    Arrays.fill(IDENTIFIER, 'A', 'Z' + 1, true);
    Arrays.fill(IDENTIFIER, '0', '9' + 1, true);
    IDENTIFIER['$'] = true;
    IDENTIFIER['_'] = true;
  }

  byte[] block = new byte[0];

  /** Where the current name of each map around the value begins, or -1. */
  final int[] names = new int[ItemParser.MAX_DEPTH + 1];

  /** Lists and structs around the current one. */
  int level;

  private int lineStart;

  void beginLine(byte[] newBlock, int start) {
    block = newBlock;
    lineStart = start;
    level = 0;
    names[0] = -1;
  }

  void enter() {
    if (level == ItemParser.MAX_DEPTH) {
      throw malformed("nested deeper than " + ItemParser.MAX_DEPTH + " levels");
    }
    names[++level] = -1;
  }

  /** Skips the white space of Ion but '\n', which ends the line. */
  static int space(byte[] block, int start) {
    int p = start;
    while (isSpace(block[p])) {
      p++;
    }
    return p;
  }

  /** Not the vertical tab and the form feed, which ion-java takes in some places only. */
  static boolean isSpace(byte c) {
    return c == ' ' || c == '\t' || c == '\r';
  }

  static boolean isIdentifier(byte c) {
    return IDENTIFIER[c & 0xFF];
  }

  /** Returns the index behind the last byte that may stand in a symbol without quotes. */
  static int identifierEnd(byte[] block, int start) {
    int p = start;
    while (IDENTIFIER[block[p] & 0xFF]) {
      p++;
    }
    return p;
  }

  static boolean isDigit(byte c) {
    return c >= '0' && c <= '9';
  }

  /** Skips white space and one character; returns the index behind it. */
  int token(int start, char expected, String complaint) {
    int p = space(block, start);
    if (block[p] != expected) {
      throw malformed(complaint, p);
    }
    return p + 1;
  }

  MalformedItemException malformed(String complaint, int at) {
    return malformed(
        block[at] == '\n'
            ? complaint + ", but the line ends"
            : complaint + ", at byte " + (at - lineStart + 1) + " of the line");
  }

  MalformedItemException malformed(String complaint) {
    String path = path();
    return new MalformedItemException(
        path.isEmpty() ? complaint : "attribute \"" + path + "\": " + complaint);
  }

  /** What is wrong is not the value of the map's current attribute. */
  MalformedItemException malformedMap(String complaint, int at) {
    names[level] = -1;
    return malformed(complaint, at);
  }

  /** The innermost names around the current value, as many as are short. */
  private String path() {
    StringBuilder path = new StringBuilder();
    for (int i = level; i >= 0; i--) {
      if (names[i] < 0) {
        continue;
      }
      String text = name(names[i]);
      if (path.length() > 0 && path.length() + text.length() > ItemParser.SHOWN) {
        return path.insert(0, "….").toString();
      }
      path.insert(0, path.length() > 0 ? text + '.' : text);
    }
    return path.toString();
  }

  /** A name that was read before. */
  private String name(int start) {
    byte first = block[start];
    if (isIdentifier(first)) {
      return ItemParser.text(block, start, identifierEnd(block, start) - start);
    }
    IonString name = new IonString();
    name.scan(block, start + 1, (char) first);
    return ItemParser.text(name.bytes, name.offset, name.length);
  }
}
