package io.dynalake.schema;

import io.dynalake.error.ErrorCode;
import io.dynalake.error.JobException;
import io.dynalake.item.AttributeType;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Checks that the paths of options exist, and suggests those that were probably meant. */
final class OptionPaths {
  private final ItemProfile profile;
  private final ItemSchema known;
  private final List<String> problems = new ArrayList<>();

  private OptionPaths(ItemProfile profile, ItemSchema known) {
    this.profile = profile;
    this.known = known;
  }

  /**
   * Checks --type, --map-path, --select and --drop.
   *
   * @param known a schema whose paths exist although no item may have them now
   * @throws JobException (USAGE) naming all unknown paths
   */
  static void check(ItemProfile profile, TypingOptions options, ItemSchema known) {
    if (profile.items() == 0) {
      return;
    }
    OptionPaths paths = new OptionPaths(profile, known);
    Set<AttributePath> types = options.sortedTypes().keySet();
    types.forEach(path -> paths.checkType(path, types));
    profile.options().mapPaths().stream()
        .sorted((a, b) -> a.toString().compareTo(b.toString()))
        .forEach(paths::checkMap);
    paths.checkSelection();
    if (!paths.problems.isEmpty()) {
      throw new JobException(ErrorCode.USAGE, String.join("\n", paths.problems));
    }
  }

  private void checkType(AttributePath path, Set<AttributePath> types) {
    for (AttributePath outer : types) {
      if (!outer.equals(path) && path.startsWith(outer)) {
        problems.add(
            "--type "
                + path
                + ": "
                + outer
                + " is pinned as a whole, which leaves nothing to pin below; keep one of them");
        return;
      }
    }
    checkExists("--type", path);
  }

  private void checkMap(AttributePath path) {
    if (!checkExists("--map-path", path)) {
      return;
    }
    profile
        .at(path)
        .filter(here -> here.present() > 0 && here.count(AttributeType.M) == 0)
        .ifPresent(
            here ->
                problems.add(
                    "--map-path "
                        + path
                        + ": the values are no maps but "
                        + Misfits.describe(here)
                        + "; name a map"));
  }

  private void checkSelection() {
    Set<String> met = new TreeSet<>(profile.attributes().fields().keySet());
    met.addAll(profile.others());
    known.fields().forEach(field -> met.add(field.attribute()));
    new TreeSet<>(profile.options().select())
        .forEach(name -> checkName("--select", name, met, profile.options().drop()));
    new TreeSet<>(profile.options().drop())
        .forEach(name -> checkName("--drop", name, met, Set.of()));
  }

  private void checkName(String option, String name, Set<String> met, Set<String> dropped) {
    if (!met.contains(name) && !dropped.contains(name) && !othersAreIncomplete(option)) {
      unknown(option, AttributePath.of(name), met.stream().map(AttributePath::of));
    }
  }

  /** Of more than a thousand attributes that are not wanted, a dropped one may have been missed. */
  private boolean othersAreIncomplete(String option) {
    return option.equals("--drop") && profile.others().size() >= MapProfile.MAX_UNWANTED;
  }

  private boolean checkExists(String option, AttributePath path) {
    boolean exists =
        isElementOfSet(path) || profile.at(path).isPresent() || known.at(path).isPresent();
    if (!exists) {
      unknown(option, path, paths(profile.attributes()).stream());
    }
    return exists;
  }

  /** The elements of sets have no profile of their own. */
  private boolean isElementOfSet(AttributePath path) {
    int last = path.steps().size() - 1;
    if (!(path.steps().get(last) instanceof AttributePath.Step.Element)) {
      return false;
    }
    return profile
        .at(new AttributePath(path.steps().subList(0, last)))
        .filter(here -> here.types().stream().anyMatch(AttributeType::isSet))
        .isPresent();
  }

  private void unknown(String option, AttributePath path, Stream<AttributePath> candidates) {
    problems.add(
        option
            + " "
            + path
            + ": no item has this; "
            + Suggestions.among(path.toString(), candidates.map(AttributePath::toString)));
  }

  private static List<AttributePath> paths(MapProfile attributes) {
    List<AttributePath> all = new ArrayList<>();
    attributes
        .fields()
        .forEach(
            (name, value) -> {
              AttributePath path = AttributePath.of(name);
              all.add(path);
              collect(value, path, all);
            });
    return all;
  }

  private static void collect(ValueProfile value, AttributePath path, List<AttributePath> all) {
    value
        .element()
        .ifPresent(
            element -> {
              all.add(path.element());
              collect(element, path.element(), all);
            });
    value
        .map()
        .ifPresent(
            map -> {
              map.values()
                  .ifPresent(
                      any -> {
                        all.add(path.value());
                        collect(any, path.value(), all);
                      });
              map.fields()
                  .forEach(
                      (name, field) -> {
                        all.add(path.field(name));
                        collect(field, path.field(name), all);
                      });
            });
  }
}
