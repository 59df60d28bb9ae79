package io.dynalake.schema;

import io.dynalake.error.ErrorCode;
import io.dynalake.error.JobException;
import java.util.ArrayList;
import java.util.List;

/** Reads the path syntax of the options, see {@link AttributePath}. */
final class PathParser {
  private static final String SPECIAL = ".,`[]{}=<>()";

  private final String text;
  private int position;

  PathParser(String text) {
    this.text = text;
  }

  AttributePath single() {
    AttributePath path = path();
    if (position < text.length()) {
      throw error("'" + text.charAt(position) + "' is not expected at " + (position + 1));
    }
    return path;
  }

  List<AttributePath> list() {
    List<AttributePath> paths = new ArrayList<>();
    do {
      paths.add(path());
    } while (skip(","));
    if (position < text.length()) {
      throw error("'" + text.charAt(position) + "' is not expected at " + (position + 1));
    }
    return paths;
  }

  /** Reads a path and stops at the first character that cannot belong to it. */
  AttributePath path() {
    skipBlanks();
    AttributePath path = AttributePath.of(name());
    while (true) {
      if (skip(".")) {
        path = path.field(name());
      } else if (skip("[]")) {
        path = path.element();
      } else if (skip("{}")) {
        path = path.value();
      } else {
        skipBlanks();
        return path;
      }
    }
  }

  boolean skip(String expected) {
    if (text.startsWith(expected, position)) {
      position += expected.length();
      return true;
    }
    return false;
  }

  boolean atEnd() {
    return position == text.length();
  }

  /** The text up to the next comma outside of parentheses and angle brackets. */
  String upToComma() {
    int start = position;
    int depth = 0;
    for (; position < text.length(); position++) {
      char c = text.charAt(position);
      if (c == ',' && depth == 0) {
        break;
      }
      depth += c == '(' || c == '<' ? 1 : c == ')' || c == '>' ? -1 : 0;
    }
    return text.substring(start, position).strip();
  }

  JobException error(String problem) {
    return new JobException(
        ErrorCode.USAGE,
        "path '"
            + text
            + "': "
            + problem
            + "; write address.zip, lines[].price for list elements, attrs{}.x for map values, and"
            + " names with other characters in backticks");
  }

  static String quoteIfNeeded(String name) {
    boolean bare = !name.isEmpty() && name.equals(name.strip());
    for (int i = 0; bare && i < name.length(); i++) {
      bare = SPECIAL.indexOf(name.charAt(i)) < 0 && !Character.isISOControl(name.charAt(i));
    }
    return bare ? name : "`" + name.replace("`", "``") + "`";
  }

  private String name() {
    if (skip("`")) {
      return quotedName();
    }
    int start = position;
    while (position < text.length() && SPECIAL.indexOf(text.charAt(position)) < 0) {
      position++;
    }
    String name = text.substring(start, position).strip();
    if (name.isEmpty()) {
      throw error("a name is missing at " + (start + 1));
    }
    return name;
  }

  private String quotedName() {
    StringBuilder name = new StringBuilder();
    while (true) {
      int end = text.indexOf('`', position);
      if (end < 0) {
        throw error("the closing backtick is missing");
      }
      name.append(text, position, end);
      position = end + 1;
      if (!skip("`")) {
        return name.toString();
      }
      name.append('`');
    }
  }

  private void skipBlanks() {
    while (position < text.length() && Character.isWhitespace(text.charAt(position))) {
      position++;
    }
  }
}
