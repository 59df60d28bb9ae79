package io.dynalake.dataset.partition;

import io.dynalake.error.JobException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.commons.text.similarity.LevenshteinDistance;

/** Reads the text of {@code --partition-by}. */
final class PartitionParser {
  private static final List<String> TRANSFORMS =
      List.of("year", "month", "day", "hour", "bucket", "truncate");

  private final String text;

  PartitionParser(String text) {
    this.text = text;
  }

  List<PartitionField> parse() {
    List<PartitionField> fields = new ArrayList<>();
    for (String term : split(text, ',')) {
      fields.add(field(term.strip()));
    }
    return fields;
  }

  private PartitionField field(String term) {
    if (term.isEmpty()) {
      throw refused(
          "an attribute or transform is missing; list them as in 'day(updatedAt), status'");
    }
    List<String> sides = split(term, '=');
    if (sides.size() > 2) {
      throw refused("'" + term + "' has more than one '='; put odd names into backticks");
    }
    String expression = sides.get(sides.size() - 1).strip();
    List<String> call = split(expression, '(');
    Transform transform;
    List<String> path;
    if (call.size() == 1) {
      transform = new Transform.Identity();
      path = path(expression);
    } else {
      if (call.size() > 2 || !expression.endsWith(")")) {
        throw refused("'" + term + "' is not of the form transform(attribute)");
      }
      String arguments = call.get(1).substring(0, call.get(1).length() - 1);
      List<String> argument = split(arguments, ',');
      transform = transform(term, call.get(0).strip(), argument);
      path = path(argument.get(argument.size() - 1).strip());
    }
    String name =
        sides.size() == 2
            ? plainName(sides.get(0).strip())
            : String.join("_", path) + transform.suffix();
    return new PartitionField(name, transform, path);
  }

  private Transform transform(String term, String name, List<String> arguments) {
    String known = name.toLowerCase(Locale.ROOT);
    if (!TRANSFORMS.contains(known)) {
      throw refused(
          "there is no transform '"
              + name
              + "' (in '"
              + term
              + "'); "
              + suggestion(known)
              + "it is one of "
              + String.join(", ", TRANSFORMS)
              + ", or an attribute alone");
    }
    boolean sized = known.equals("bucket") || known.equals("truncate");
    if (arguments.size() != (sized ? 2 : 1)) {
      throw refused(
          "'"
              + term
              + "' has the wrong arguments; write "
              + known
              + (sized ? "(n, " : "(")
              + "attribute)");
    }
    return switch (known) {
      case "year" -> new Transform.Year();
      case "month" -> new Transform.Month();
      case "day" -> new Transform.Day();
      case "hour" -> new Transform.Hour();
      case "bucket" -> new Transform.Bucket(size(term, arguments.get(0).strip()));
      default -> new Transform.Truncate(size(term, arguments.get(0).strip()));
    };
  }

  private int size(String term, String number) {
    try {
      int size = Integer.parseInt(number);
      if (size >= 1) {
        return size;
      }
    } catch (NumberFormatException e) {
      // Told below, together with zero and negative numbers.
    }
    throw refused(
        "'"
            + number
            + "' (in '"
            + term
            + "') is not a whole number of at least 1; the number comes"
            + " first, as in bucket(16, attribute)");
  }

  private static List<String> path(String path) {
    return AttributePaths.parse("--partition-by", path);
  }

  private static String plainName(String name) {
    if (!name.startsWith("`")) {
      return name;
    }
    List<String> steps = path(name);
    return steps.size() == 1 ? steps.get(0) : name;
  }

  private static String suggestion(String unknown) {
    String nearest = "";
    int distance = 3;
    for (String transform : TRANSFORMS) {
      int candidate = LevenshteinDistance.getDefaultInstance().apply(unknown, transform);
      if (candidate < distance) {
        nearest = transform;
        distance = candidate;
      }
    }
    return nearest.isEmpty() ? "" : "did you mean '" + nearest + "'? ";
  }

  /** Cuts at the separator, but not inside backticks or, unless cutting at one, parentheses. */
  private List<String> split(String whole, char separator) {
    List<String> parts = new ArrayList<>();
    int depth = 0;
    boolean quoted = false;
    int start = 0;
    for (int i = 0; i < whole.length(); i++) {
      char c = whole.charAt(i);
      if (c == '`') {
        quoted = !quoted;
      } else if (quoted) {
        continue;
      } else if (c == separator && depth == 0) {
        parts.add(whole.substring(start, i));
        start = i + 1;
      } else if (c == '(') {
        depth++;
      } else if (c == ')' && separator != '(') {
        depth--;
      }
      if (depth < 0) {
        throw refused("'" + text + "' closes a parenthesis that was not opened");
      }
    }
    if (quoted || depth > 0) {
      throw refused(
          "'" + text + "' leaves a " + (quoted ? "backtick" : "parenthesis") + " open; close it");
    }
    parts.add(whole.substring(start));
    return parts;
  }

  private static JobException refused(String problem) {
    return PartitionSpec.refused(problem);
  }
}
