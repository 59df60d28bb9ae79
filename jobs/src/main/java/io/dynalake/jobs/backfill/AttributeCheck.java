package io.dynalake.jobs.backfill;

import io.dynalake.dataset.convert.ItemSelection;
import io.dynalake.error.ErrorCode;
import io.dynalake.error.JobException;
import io.dynalake.jobs.options.BackfillArguments;
import io.dynalake.jobs.options.Suggestion;
import io.dynalake.schema.ItemProfile;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Options that decide about items must name attributes that items have: else a typing error would
 * put everything into one partition, or filter everything out.
 */
final class AttributeCheck {
  private AttributeCheck() {}

  static void check(
      Collection<ItemProfile> profiles, ItemSelection selection, BackfillArguments arguments) {
    Set<String> names = new TreeSet<>();
    for (ItemProfile profile : profiles) {
      names.addAll(profile.attributeNames());
    }
    if (names.isEmpty()) {
      return;
    }
    List<String> problems = new ArrayList<>();
    for (var field : selection.partitions().fields()) {
      check("--partition-by", field.path(), names, problems);
    }
    if (arguments.updatedAt().isPresent() && selection.filterOrNull() != null) {
      check("--updated-at", selection.filterOrNull().path(), names, problems);
    }
    if (selection.entityOrNull() != null) {
      check("--entity-by", selection.entityOrNull().path(), names, problems);
    }
    if (!problems.isEmpty()) {
      throw new JobException(ErrorCode.USAGE, String.join("\n", problems));
    }
  }

  private static void check(
      String option, List<String> path, Set<String> names, List<String> problems) {
    String name = path.get(0);
    if (!names.contains(name)) {
      String hint =
          Suggestion.among(names, name)
              .map(suggestion -> "did you mean '" + suggestion + "'?")
              .orElse("`dynalake schema --export …` lists the attributes");
      problems.add(option + ": no item has an attribute '" + name + "'; " + hint);
    }
  }
}
