package io.dynalake.item;

import java.util.ArrayList;
import java.util.List;

/** The attribute names of the maps that are open, to find those that come twice. */
final class MapNames {
  /** Outermost first; those behind {@link #open} are spare. */
  private final List<DistinctBytes> names = new ArrayList<>();

  private int open;

  /** Forgets all maps. */
  void clear() {
    open = 0;
  }

  void begin() {
    if (open == names.size()) {
      names.add(new DistinctBytes());
    }
    names.get(open++).clear();
  }

  void add(byte[] source, int offset, int count) {
    if (!names.get(open - 1).add(source, offset, count)) {
      throw new MalformedItemException("an attribute name occurs twice in a map");
    }
  }

  void end() {
    open--;
  }
}
