package io.dynalake.export;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;

/** Reports the malformed items of one data file with as much of their text as memory allows. */
final class BadItems {
  /** Longer than the line of almost any item; one of 400 KB of binary has 550 KB. */
  private static final int MOST_TEXT = 1 << 20;

  private static final int EXCERPT = 1 << 10;

  private final String key;

  /** Consumers keep bad items until the file ends: so their texts share a budget. */
  private int budget = 4 << 20;

  BadItems(String key) {
    this.key = key;
  }

  BadItem of(long line, String reason, byte[] block, int start, int end, boolean whole) {
    int length = end - start;
    int affordable = Math.min(length, MOST_TEXT);
    int shown = affordable <= budget ? affordable : Math.min(length, EXCERPT);
    budget -= Math.min(shown, budget);
    ByteBuffer bytes = ByteBuffer.wrap(block, start, shown);
    try {
      String text = UTF_8.newDecoder().decode(bytes).toString();
      return new BadItem(key, line, reason, text, whole && shown == length);
    } catch (CharacterCodingException e) {
      // Not UTF-8, or cut within a character: with replacements, so it is not quite the line.
      return new BadItem(key, line, reason, new String(block, start, shown, UTF_8), false);
    }
  }
}
