package io.dynalake.source;

import io.dynalake.item.MapSink;
import java.io.Serializable;

/**
 * Watches the items of one data file during the profile pass, beside the profile: what the caller
 * wants to know of every item before it decides how to write them.
 *
 * @param <T> what was learned of one file; merged by {@link Factory#merge}
 */
public interface ItemProbe<T extends Serializable> {
  /** Puts the probe's own captures before a sink. */
  MapSink wrap(MapSink inner);

  /** The group whose profile the item belongs to; asked before {@link #endItem}. */
  String group();

  /**
   * The item is well-formed and in the profile: count it.
   *
   * @param lineLength bytes of the item's line
   */
  void endItem(int lineLength);

  /** The item is malformed or refused: forget what was captured of it. */
  void dropItem();

  T findings();

  /** Makes probes in the tasks of the profile pass. */
  interface Factory<T extends Serializable> extends Serializable {
    ItemProbe<T> create();

    T merge(T left, T right);

    /**
     * Whether items belong to different groups. The group is known at the end of an item only, so
     * grouped items are parsed twice: for the captures, then for the profile of their group.
     */
    boolean grouped();
  }

  /** The group of all items when there is only one. */
  String WHOLE = "";

  /** Learns nothing. */
  static Factory<Integer> none() {
    return new NoProbe();
  }
}
