package io.dynalake.dataset.partition;

import io.dynalake.error.ErrorCode;
import io.dynalake.error.JobException;
import io.dynalake.schema.AttributePath;
import java.util.ArrayList;
import java.util.List;

/** Paths whose value is one per item: names only, no elements of lists. */
final class AttributePaths {
  private AttributePaths() {}

  /**
   * @throws JobException of USAGE, naming the option
   */
  static List<String> parse(String option, String text) {
    AttributePath path;
    try {
      path = AttributePath.parse(text);
    } catch (JobException e) {
      throw new JobException(e.code(), option + ": " + e.getMessage(), e);
    }
    List<String> names = new ArrayList<>();
    for (AttributePath.Step step : path.steps()) {
      if (!(step instanceof AttributePath.Step.Name name)) {
        throw new JobException(
            ErrorCode.USAGE,
            option
                + ": '"
                + text
                + "' leads into a list or map, which may have many values for one item; name an"
                + " attribute that has one, as in address.zip");
      }
      names.add(name.name());
    }
    return names;
  }

  static String text(List<String> names) {
    AttributePath path = AttributePath.of(names.get(0));
    for (String name : names.subList(1, names.size())) {
      path = path.field(name);
    }
    return path.toString();
  }
}
