package io.dynalake.jobs.options;

import java.util.ArrayList;
import java.util.List;

/** Lists as options take them: separated by commas, except inside backticks and brackets. */
final class ListSyntax {
  private ListSyntax() {}

  /** Attribute paths: only backticks protect a comma, since names may hold any bracket. */
  static List<String> ofPaths(List<String> texts) {
    return split(texts, "", "");
  }

  /** Expressions such as {@code bucket(16, id)}. */
  static List<String> ofExpressions(List<String> texts) {
    return split(texts, "(", ")");
  }

  /** Pins such as {@code total=decimal(38,4)} or {@code a=struct<b:bigint,c:string>}. */
  static List<String> ofTypes(List<String> texts) {
    return split(texts, "(<", ")>");
  }

  private static List<String> split(List<String> texts, String openers, String closers) {
    List<String> parts = new ArrayList<>();
    for (String text : texts) {
      int depth = 0;
      boolean quoted = false;
      int start = 0;
      for (int i = 0; i < text.length(); i++) {
        char c = text.charAt(i);
        if (c == '`') {
          quoted = !quoted;
        } else if (!quoted && openers.indexOf(c) >= 0) {
          depth++;
        } else if (!quoted && closers.indexOf(c) >= 0) {
          depth--;
        } else if (!quoted && c == ',' && depth <= 0) {
          add(parts, text.substring(start, i));
          start = i + 1;
        }
      }
      add(parts, text.substring(start));
    }
    return parts;
  }

  private static void add(List<String> parts, String part) {
    String stripped = part.strip();
    if (!stripped.isEmpty()) {
      parts.add(stripped);
    }
  }
}
