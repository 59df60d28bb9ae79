package io.dynalake.jobs.runs;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

/** Text for a terminal. */
final class Shown {
  private Shown() {}

  /** What a manifest or a message says, without what would command the terminal. */
  static String text(String text) {
    return text.replaceAll("\\s*\\R\\s*", " ")
        .replaceAll("[\\p{Cntrl}\u202A-\u202E\u2066-\u2069]", "\uFFFD");
  }

  /** An ISO-8601 instant without fractions of a second. */
  static String time(String instant) {
    return Instant.parse(instant).truncatedTo(ChronoUnit.SECONDS).toString();
  }

  /** Words of a command line as a shell takes them. */
  static String command(List<String> words) {
    return String.join(
        " ",
        words.stream()
            .map(
                word ->
                    word.matches("[A-Za-z0-9_./:=@%+,-]+")
                        ? word
                        : "'" + text(word).replace("'", "'\\''") + "'")
            .toList());
  }

  /**
   * Rows as aligned columns, the last one as wide as it is.
   *
   * @param rightAligned numbers of columns, from 0
   */
  static List<String> columns(List<List<String>> rows, List<Integer> rightAligned) {
    int columns = rows.stream().mapToInt(List::size).max().orElse(0);
    int[] widths = new int[columns];
    for (List<String> row : rows) {
      for (int i = 0; i < row.size(); i++) {
        widths[i] = Math.max(widths[i], row.get(i).length());
      }
    }
    List<String> lines = new ArrayList<>();
    for (List<String> row : rows) {
      StringBuilder line = new StringBuilder();
      for (int i = 0; i < row.size(); i++) {
        String padding = " ".repeat(widths[i] - row.get(i).length());
        line.append(i == 0 ? "" : "  ");
        line.append(rightAligned.contains(i) ? padding + row.get(i) : row.get(i) + padding);
      }
      lines.add(line.toString().stripTrailing());
    }
    return lines;
  }
}
