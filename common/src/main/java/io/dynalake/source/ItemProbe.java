package io.dynalake.source;

import io.dynalake.item.MapSink;
import io.dynalake.schema.ItemProfile;
import java.io.Closeable;
import java.io.IOException;
import java.io.Serializable;

/**
 * Watches the items of one task's data files during the profile pass, beside the profile: what the
 * caller wants to know of every item, or do with it. What comes of a file counts only from {@link
 * #endFile} on.
 *
 * @param <T> what was learned of all files; merged by {@link Factory#merge}
 */
public interface ItemProbe<T extends Serializable> extends Closeable {
  /**
   * Begins a data file, or begins it anew; what came of a file that did not end is forgotten.
   *
   * @return whether the probe is the one that fills the file's profiles, by {@link #fill}. It may
   *     then refuse well-formed items: a file with a refused item is begun anew.
   */
  boolean beginFile();

  /**
   * Begins an item.
   *
   * @param inner takes the item
   */
  MapSink wrap(MapSink inner);

  /**
   * Where the probe fills the profiles: takes an item and counts it there.
   *
   * @param profile of the file, and of the item's group
   */
  MapSink fill(ItemProfile profile);

  /** The group whose profile the item belongs to; asked before {@link #endItem}. */
  String group();

  /**
   * The item in this line is well-formed and in the profile.
   *
   * @param line its number in the file, from 1
   */
  void endItem(byte[] block, int lineStart, int lineEnd, long line);

  /**
   * An item that the probe was to fill into the profile was refused, by itself or as malformed; the
   * file is begun anew.
   */
  void refused(String reason);

  /** The end of a block of lines, which is about to be overwritten. */
  void endBlock();

  /** The data file verifies. */
  void endFile();

  /** Ends the task: nothing comes any more. */
  T finish() throws IOException;

  /** Gives up what was not finished. */
  @Override
  void close() throws IOException;

  /** Makes probes in the tasks of the profile pass. */
  interface Factory<T extends Serializable> extends Serializable {
    /**
     * @param task number of the task: the same for all its attempts
     */
    ItemProbe<T> create(int task) throws IOException;

    /** What was learned of no file. */
    T none();

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
