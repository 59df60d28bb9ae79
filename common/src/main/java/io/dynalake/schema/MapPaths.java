package io.dynalake.schema;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * Tells, on the way down from an item, which maps have keys that are data because an option says
 * so. Where a map turns out to have such keys by itself, what was said of any of its fields holds
 * for its values: so the outcome does not depend on when that turned out.
 */
final class MapPaths {
  private static final MapPaths NONE = new MapPaths(List.of());

  // What remains of each path from here on.
  private final List<List<AttributePath.Step>> rests;
  private final boolean keysAreData;

  private MapPaths(List<List<AttributePath.Step>> rests) {
    this.rests = rests;
    this.keysAreData =
        rests.stream().anyMatch(r -> r.isEmpty() || r.get(0) instanceof AttributePath.Step.Value);
  }

  static MapPaths of(Iterable<AttributePath> paths) {
    List<List<AttributePath.Step>> rests = new ArrayList<>();
    paths.forEach(path -> rests.add(path.steps()));
    return new MapPaths(rests);
  }

  /** Whether the map here has keys that are data. */
  boolean keysAreData() {
    return keysAreData;
  }

  MapPaths field(String name) {
    return below(step -> step.equals(new AttributePath.Step.Name(name)));
  }

  MapPaths values() {
    return below(step -> !(step instanceof AttributePath.Step.Element));
  }

  MapPaths elements() {
    return below(AttributePath.Step.Element.class::isInstance);
  }

  private MapPaths below(Predicate<AttributePath.Step> taken) {
    if (rests.isEmpty()) {
      return NONE;
    }
    List<List<AttributePath.Step>> below = new ArrayList<>();
    for (List<AttributePath.Step> rest : rests) {
      if (!rest.isEmpty() && taken.test(rest.get(0))) {
        below.add(rest.subList(1, rest.size()));
      }
    }
    return below.isEmpty() ? NONE : new MapPaths(below);
  }
}
