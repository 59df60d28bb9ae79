package io.dynalake.dataset.partition;

import io.dynalake.error.ErrorCode;
import io.dynalake.error.JobException;
import io.dynalake.item.AttributeType;
import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;

/**
 * Which entity an item of a single-table design is: the value of an attribute, or the first group
 * of a regular expression found in it.
 *
 * @param path of the attribute, from the top level down through maps
 * @param regexOrNull a {@link Pattern} with at least one group, searched in the value; null for the
 *     whole value
 */
public record EntityRule(List<String> path, @Nullable String regexOrNull) implements Serializable {
  /** The entity of items without a value, or whose value the expression does not find. */
  public static final String UNMATCHED = "unmatched";

  public EntityRule {
    path = List.copyOf(path);
  }

  /**
   * Takes the text of {@code --entity-by}: {@code attribute} or {@code
   * regex(attribute,'…(entity)…')}. A quote inside the expression is doubled.
   *
   * @throws JobException of USAGE if it is neither, or the expression is wrong or has no group
   */
  public static EntityRule parse(String text) {
    String term = text.strip();
    if (!term.startsWith("regex(")) {
      return new EntityRule(AttributePaths.parse("--entity-by", term), null);
    }
    int quote = term.indexOf('\'');
    String before = quote < 0 ? "" : term.substring("regex(".length(), quote).strip();
    if (!before.endsWith(",") || !term.endsWith("')") || term.length() - 2 <= quote) {
      throw refused(text, "is not of the form regex(attribute,'…(entity)…')");
    }
    String regex = term.substring(quote + 1, term.length() - 2).replace("''", "'");
    try {
      if (Pattern.compile(regex).matcher("").groupCount() == 0) {
        throw refused(text, "has no group; put parentheses around the part that names the entity");
      }
    } catch (PatternSyntaxException e) {
      throw refused(text, "is not a regular expression: " + e.getDescription());
    }
    String attribute = before.substring(0, before.length() - 1).strip();
    return new EntityRule(AttributePaths.parse("--entity-by", attribute), regex);
  }

  private static JobException refused(String text, String problem) {
    return new JobException(ErrorCode.USAGE, "--entity-by: '" + text + "' " + problem);
  }

  /** To be asked for every item of a task; registers the attribute with the captures. */
  public Evaluator evaluator(ItemCaptures captures) {
    return new Evaluator(this, captures.capture(path));
  }

  /** Names the entity of the item that was parsed last. */
  public static final class Evaluator {
    private final EntityRule rule;
    private final Capture capture;
    private final @Nullable Pattern pattern;
    private final EntityNames names = new EntityNames();

    private Evaluator(EntityRule rule, Capture capture) {
      this.rule = rule;
      this.capture = capture;
      pattern = rule.regexOrNull == null ? null : Pattern.compile(rule.regexOrNull);
    }

    /**
     * The entity as a directory name; {@link #UNMATCHED} if the item names none. The same object
     * for equal names.
     *
     * @throws JobException of BAD_DATA if the name is too long for a directory, or the expression
     *     takes forever on the value
     */
    public String entity() {
      AttributeType type = capture.type();
      if (type != AttributeType.S && type != AttributeType.N) {
        return UNMATCHED;
      }
      String value = new String(capture.bytes(), 0, capture.length(), StandardCharsets.UTF_8);
      String name = pattern == null ? value : firstGroup(pattern, value);
      return name == null || name.isEmpty() ? UNMATCHED : names.directory(name);
    }

    /** The names seen, and which of them readers may take for one another. */
    public EntityNames names() {
      return names;
    }

    private @Nullable String firstGroup(Pattern regex, String value) {
      try {
        Matcher matcher = regex.matcher(new BoundedText(value));
        return matcher.find() ? matcher.group(1) : null;
      } catch (BoundedText.ExhaustedException | StackOverflowError e) {
        throw new JobException(
            ErrorCode.BAD_DATA,
            "--entity-by: '"
                + rule.regexOrNull
                + "' needs too many steps on a value of "
                + value.length()
                + " characters; nested repetitions such as (.*a)+ try every way to divide the text;"
                + " write it without them, or anchor it with ^",
            e);
      }
    }
  }
}
