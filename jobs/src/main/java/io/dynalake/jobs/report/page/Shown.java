package io.dynalake.jobs.report.page;

import java.util.Locale;

/**
 * Text from data as a page shows it: of bounded length, and without characters that hide others or
 * change their order.
 */
final class Shown {
  private static final int LONGEST_NAME = 64;
  private static final int LONGEST_MESSAGE = 400;
  private static final int ZERO_WIDTH_NON_JOINER = 0x200C;
  private static final int ZERO_WIDTH_JOINER = 0x200D;

  private Shown() {}

  /** A name, path or key on one line. */
  static String name(String name) {
    return name(name, LONGEST_NAME);
  }

  static String name(String name, int most) {
    return visible(name, most).replace('\n', '⏎');
  }

  /** What went wrong, and other sentences that may quote data. */
  static String message(String message) {
    return visible(message, LONGEST_MESSAGE);
  }

  /** Cut when each character takes the room that it is shown in. */
  static String visible(String text, int most) {
    String enough = cut(text, most);
    StringBuilder visible = new StringBuilder(enough.length());
    for (int i = 0; i < enough.length(); i++) {
      int point = enough.codePointAt(i);
      append(point, visible);
      i += Character.charCount(point) - 1;
    }
    return cut(visible.toString(), most);
  }

  /** Without its middle if it is longer; the end of a path tells as much as its beginning. */
  static String cut(String text, int most) {
    if (text.length() <= most) {
      return text;
    }
    int from = text.length() - most / 3;
    int to = most - most / 3 - 1;
    if (Character.isLowSurrogate(text.charAt(from))) {
      from++;
    }
    if (Character.isHighSurrogate(text.charAt(to - 1))) {
      to--;
    }
    return text.substring(0, to) + "…" + text.substring(from);
  }

  /** Appends it as text or as an attribute's value in double quotes. */
  static void escape(String text, StringBuilder out) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '&' -> out.append("&amp;");
        case '<' -> out.append("&lt;");
        case '>' -> out.append("&gt;");
        case '"' -> out.append("&#34;");
        default -> {
          if (c >= ' ' && c < 0x7f) {
            out.append(c);
          } else {
            int point = text.codePointAt(i);
            append(point, out);
            i += Character.charCount(point) - 1;
          }
        }
      }
    }
  }

  /** What would not be seen becomes ⟨U+202E⟩. */
  private static void append(int point, StringBuilder out) {
    if (hides(point)) {
      String hex = Integer.toHexString(point).toUpperCase(Locale.ROOT);
      out.append("⟨U+").append("0".repeat(Math.max(0, 4 - hex.length()))).append(hex).append('⟩');
    } else {
      out.appendCodePoint(point);
    }
  }

  /** Controls, marks of direction and the like; half a surrogate pair, which UTF-8 cannot hold. */
  private static boolean hides(int point) {
    return switch (Character.getType(point)) {
      case Character.FORMAT -> point != ZERO_WIDTH_NON_JOINER && point != ZERO_WIDTH_JOINER;
      case Character.CONTROL -> point != '\n';
      case Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR, Character.SURROGATE -> true;
      default -> false;
    };
  }
}
