package io.dynalake.schema;

import io.dynalake.error.ErrorCode;
import io.dynalake.error.JobException;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Where an attribute is in an item: {@code address.zip}, {@code lines[].price} for the elements of
 * a list or set, {@code attrs{}.x} for the values of a map whose keys are data. A name with a
 * character that means something here stands in backticks, themselves doubled: {@code `a.b`}.
 */
public record AttributePath(List<Step> steps) implements Serializable {
  /** One step down from a value. */
  public sealed interface Step extends Serializable {
    /** To the attribute of this name in an item or M value. */
    record Name(String name) implements Step {}

    /** To the elements of a list or set. */
    record Element() implements Step {}

    /** To the values of a map whose keys are data. */
    record Value() implements Step {}
  }

  public AttributePath {
    steps = List.copyOf(steps);
    if (steps.isEmpty() || !(steps.get(0) instanceof Step.Name)) {
      throw new IllegalArgumentException("path without a first attribute name: " + steps);
    }
  }

  /** The path of a top-level attribute. */
  public static AttributePath of(String attribute) {
    return new AttributePath(List.of(new Step.Name(attribute)));
  }

  /**
   * Reads one path.
   *
   * @throws JobException (USAGE) if the text is not a path
   */
  public static AttributePath parse(String text) {
    return new PathParser(text).single();
  }

  /**
   * Reads paths separated by commas, blanks around them ignored.
   *
   * @throws JobException (USAGE) if the text is not a list of paths
   */
  public static List<AttributePath> parseList(String text) {
    return new PathParser(text).list();
  }

  /**
   * Reads names of top-level attributes separated by commas.
   *
   * @throws JobException (USAGE) if a path leads below the top level
   */
  public static List<String> parseNames(String text) {
    List<String> names = new ArrayList<>();
    for (AttributePath path : parseList(text)) {
      if (!path.isTopLevel()) {
        throw new JobException(
            ErrorCode.USAGE,
            path
                + ": only whole top-level attributes can be named here; a name with a dot or bracket"
                + " stands in backticks");
      }
      names.add(path.attribute());
    }
    return names;
  }

  public boolean isTopLevel() {
    return steps.size() == 1;
  }

  /** The name of the top-level attribute that the path begins with. */
  public String attribute() {
    return ((Step.Name) steps.get(0)).name();
  }

  /** The path of the attribute of this name in the M values here. */
  public AttributePath field(String name) {
    return with(new Step.Name(name));
  }

  /** The path of the elements of the lists or sets here. */
  public AttributePath element() {
    return with(new Step.Element());
  }

  /** The path of the values of the maps here. */
  public AttributePath value() {
    return with(new Step.Value());
  }

  /** Whether this path leads to {@code other} or through it. */
  boolean startsWith(AttributePath other) {
    return steps.size() >= other.steps.size()
        && steps.subList(0, other.steps.size()).equals(other.steps);
  }

  private AttributePath with(Step step) {
    List<Step> longer = new ArrayList<>(steps);
    longer.add(step);
    return new AttributePath(longer);
  }

  /** The text that {@link #parse} reads. */
  @Override
  public String toString() {
    String text = steps.stream().map(AttributePath::text).collect(Collectors.joining());
    return text.substring(1);
  }

  private static String text(Step step) {
    if (step instanceof Step.Name name) {
      return "." + PathParser.quoteIfNeeded(name.name());
    }
    return step instanceof Step.Element ? "[]" : "{}";
  }
}
