package io.dynalake.dataset.partition;

import io.dynalake.item.MapSink;
import java.util.List;

/**
 * The attributes of an item that partitions, entities and the timestamp filter look at, captured
 * while the item is parsed into something else (or, with {@link io.dynalake.item.SkipSink}, into
 * nothing). One per task: evaluators register what they need, then every item is parsed into {@link
 * #wrap} of its sink and the evaluators are asked.
 */
public final class ItemCaptures {
  private final CaptureMap root = new CaptureMap();

  /**
   * Begins an item: forgets the last one's values.
   *
   * @return a sink that captures and pushes on to {@code inner}; {@code inner} itself if nothing is
   *     captured. The same object for every item.
   */
  public MapSink wrap(MapSink inner) {
    if (root.isEmpty()) {
      return inner;
    }
    root.reset();
    return root.tee(inner);
  }

  /** The capture of the attribute at {@code steps}: names from the top level down through maps. */
  Capture capture(List<String> steps) {
    CaptureMap map = root;
    for (String step : steps.subList(0, steps.size() - 1)) {
      map = map.capture(step).children();
    }
    return map.capture(steps.get(steps.size() - 1));
  }
}
