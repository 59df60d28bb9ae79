package io.dynalake.schema;

import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** Finds what was probably meant. */
public final class Suggestions {
  // Longer texts are not typed by hand, and the distance takes time with their product.
  private static final int MAX_LENGTH = 200;

  private Suggestions() {}

  /** A sentence that names the closest candidate, or the first ones if none is close. */
  public static String among(String text, Stream<String> candidates) {
    String[] known =
        candidates.filter(c -> c.length() <= MAX_LENGTH).sorted().toArray(String[]::new);
    Optional<String> close = closest(text, Stream.of(known));
    if (close.isPresent()) {
      return "did you mean " + close.orElseThrow() + "?";
    }
    if (known.length == 0) {
      return "there are no attributes";
    }
    String first = Stream.of(known).limit(10).reduce((a, b) -> a + ", " + b).orElseThrow();
    return "there are " + first + (known.length > 10 ? ", …" : "");
  }

  private static Optional<String> closest(String text, Stream<String> candidates) {
    if (text.length() > MAX_LENGTH) {
      return Optional.empty();
    }
    String folded = text.toLowerCase(Locale.ROOT);
    int limit = Math.max(1, text.length() / 3);
    record Candidate(String text, int distance) {}
    return candidates
        .map(c -> new Candidate(c, distance(folded, c.toLowerCase(Locale.ROOT), limit)))
        .filter(c -> c.distance() <= limit)
        .min(Comparator.comparingInt(Candidate::distance).thenComparing(Candidate::text))
        .map(Candidate::text);
  }

  /** Levenshtein's distance; {@code limit + 1} if it is certainly more than the limit. */
  static int distance(String a, String b, int limit) {
    if (Math.abs(a.length() - b.length()) > limit) {
      return limit + 1;
    }
    int[] row = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int replaced = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(replaced, 1 + Math.min(row[j], row[j - 1]));
      }
    }
    return row[b.length()];
  }
}
