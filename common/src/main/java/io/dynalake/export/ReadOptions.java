package io.dynalake.export;

import java.util.Arrays;
import java.util.function.LongConsumer;

/** How a data file is read. Immutable. */
public final class ReadOptions {
  /** Checks everything, takes any number of bad items. */
  public static final ReadOptions VERIFY =
      new ReadOptions(true, new long[0], Long.MAX_VALUE, false, bytes -> {});

  private final boolean verifyMd5;
  private final long[] knownBadLines;
  private final long maxBadItems;
  private final boolean ahead;
  private final LongConsumer progress;

  private ReadOptions(
      boolean verifyMd5,
      long[] knownBadLines,
      long maxBadItems,
      boolean ahead,
      LongConsumer progress) {
    this.verifyMd5 = verifyMd5;
    this.knownBadLines = knownBadLines;
    this.maxBadItems = maxBadItems;
    this.ahead = ahead;
    this.progress = progress;
  }

  /** Does not compute MD5s: for a file that was verified a moment ago. All else is checked. */
  public ReadOptions withoutMd5() {
    return new ReadOptions(false, knownBadLines, maxBadItems, ahead, progress);
  }

  /**
   * Skips lines that are known to hold malformed items: they are counted as bad, and not parsed nor
   * reported again.
   *
   * @param lines numbers from 1, ascending
   */
  public ReadOptions skipping(long... lines) {
    for (int i = 0; i < lines.length; i++) {
      if (lines[i] < 1 || (i > 0 && lines[i] <= lines[i - 1])) {
        throw new IllegalArgumentException("lines to skip are not ascending from 1: " + lines[i]);
      }
    }
    long[] copy = Arrays.copyOf(lines, lines.length);
    return new ReadOptions(verifyMd5, copy, maxBadItems, ahead, progress);
  }

  /**
   * Gives up reading, and does not verify the file, when another bad item makes them more than
   * this. Known ones count, but do not end the reading.
   */
  public ReadOptions maxBadItems(long most) {
    return new ReadOptions(verifyMd5, knownBadLines, most, ahead, progress);
  }

  /** Decodes in a thread of its own: for a file that is read while other cores are idle. */
  public ReadOptions ahead(boolean yes) {
    return new ReadOptions(verifyMd5, knownBadLines, maxBadItems, yes, progress);
  }

  /** Reports after every block how many more stored bytes were read. */
  public ReadOptions progress(LongConsumer storedBytes) {
    return new ReadOptions(verifyMd5, knownBadLines, maxBadItems, ahead, storedBytes);
  }

  boolean verifyMd5() {
    return verifyMd5;
  }

  /** The line to skip at this position of the list, or −1 behind its end. */
  long knownBadLine(int position) {
    return position < knownBadLines.length ? knownBadLines[position] : -1;
  }

  long maxBadItems() {
    return maxBadItems;
  }

  boolean ahead() {
    return ahead;
  }

  LongConsumer progress() {
    return progress;
  }
}
