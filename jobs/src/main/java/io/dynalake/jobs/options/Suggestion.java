package io.dynalake.jobs.options;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;
import org.apache.commons.text.similarity.LevenshteinDistance;

/** What somebody who mistyped a name may have meant. */
public final class Suggestion {
  private static final LevenshteinDistance DISTANCE = LevenshteinDistance.getDefaultInstance();

  private Suggestion() {}

  /** The nearest of {@code names}, unless all are too far from what was typed to be meant. */
  public static Optional<String> among(Collection<String> names, String typed) {
    return names.stream()
        .filter(name -> distance(name, typed) <= Math.max(2, typed.length() / 3))
        .min(
            Comparator.comparingInt((String name) -> distance(name, typed))
                .thenComparing(Comparator.naturalOrder()));
  }

  /** A name that was cut short, or typed as part of a longer one, is near. */
  private static int distance(String name, String typed) {
    boolean partOfOther =
        typed.length() >= 3
            && (name.startsWith(typed) || typed.startsWith(name) || name.endsWith("-" + typed));
    return partOfOther ? 1 : DISTANCE.apply(name, typed);
  }
}
