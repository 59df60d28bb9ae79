package io.dynalake.ledger;

/** Text that every store takes: PostgreSQL knows no NUL, and UTF-8 no halves of a character. */
final class CleanText {
  private static final char REPLACEMENT = '\uFFFD';

  private CleanText() {}

  /** The text with what no store takes replaced. */
  static String of(String text) {
    if (isClean(text)) {
      return text;
    }
    StringBuilder clean = new StringBuilder(text.length());
    text.codePoints()
        .forEach(point -> clean.appendCodePoint(isStorable(point) ? point : REPLACEMENT));
    return clean.toString();
  }

  /** The same, cut to so many characters, and marked where it was cut. */
  static String of(String text, int most) {
    String clean = of(text);
    if (clean.length() <= most) {
      return clean;
    }
    int end = most - 1;
    return clean.substring(0, Character.isHighSurrogate(clean.charAt(end - 1)) ? end - 1 : end)
        + "…";
  }

  static boolean isClean(String text) {
    return text.codePoints().allMatch(CleanText::isStorable);
  }

  private static boolean isStorable(int point) {
    return point != 0 && (point < Character.MIN_SURROGATE || point > Character.MAX_SURROGATE);
  }
}
