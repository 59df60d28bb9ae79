package io.dynalake.dataset.partition;

/**
 * Text that a regular expression may look at only so often. java.util.regex has no limit of its own
 * and backtracks exponentially in bad expressions; a run would hang at one item.
 */
final class BoundedText implements CharSequence {
  private static final int LOOKS_PER_CHARACTER = 1_000;
  private static final long MIN_LOOKS = 1_000_000;

  static final class ExhaustedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    ExhaustedException() {
      super("too many steps", null, false, false);
    }
  }

  private final String text;
  private long looks;

  BoundedText(String text) {
    this.text = text;
    looks = Math.max(MIN_LOOKS, (long) LOOKS_PER_CHARACTER * text.length());
  }

  @Override
  public char charAt(int index) {
    if (looks-- == 0) {
      throw new ExhaustedException();
    }
    return text.charAt(index);
  }

  @Override
  public int length() {
    return text.length();
  }

  @Override
  public CharSequence subSequence(int start, int end) {
    return text.substring(start, end);
  }

  @Override
  public String toString() {
    return text;
  }
}
