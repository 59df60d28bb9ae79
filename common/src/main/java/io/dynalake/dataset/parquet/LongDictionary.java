package io.dynalake.dataset.parquet;

import io.dynalake.batch.BytesHash;
import java.util.Arrays;

/** Distinct words in the order of their first use, by open addressing. */
final class LongDictionary {
  private static final int INITIAL = 64;

  long[] words = new long[INITIAL];
  int size;

  /** Index + 1, or 0. Four times as many places as words, at least twice. */
  private int[] table = new int[4 * INITIAL];

  int index(long word) {
    int mask = table.length - 1;
    int at = BytesHash.hash(word) & mask;
    while (true) {
      int entry = table[at];
      if (entry == 0) {
        return add(word, at);
      }
      if (words[entry - 1] == word) {
        return entry - 1;
      }
      at = (at + 1) & mask;
    }
  }

  private int add(long word, int at) {
    int index = size++;
    words[index] = word;
    table[at] = size;
    if (size == words.length) {
      words = Arrays.copyOf(words, 2 * size);
      table = new int[4 * words.length];
      for (int i = 0; i < size; i++) {
        int place = BytesHash.hash(words[i]) & (table.length - 1);
        while (table[place] != 0) {
          place = (place + 1) & (table.length - 1);
        }
        table[place] = i + 1;
      }
    }
    return index;
  }

  void clear() {
    if (size > 0) {
      words = new long[INITIAL];
      table = new int[4 * INITIAL];
      size = 0;
    }
  }
}
