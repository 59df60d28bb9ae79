package io.dynalake.load.write;

import io.dynalake.capacity.Pace;
import java.io.Serializable;

/** What is done with items. */
public sealed interface Purpose extends Serializable {
  /** They come into the table. */
  record Put(IfExists ifExists) implements Purpose {}

  /** They are deleted, whatever has become of them. */
  record Delete() implements Purpose {}

  /**
   * They are deleted if they are as they were.
   *
   * @param attribute that tells by its value, or "" to compare the whole item
   */
  record DeleteUnchanged(String attribute) implements Purpose {}

  /** Makes the writer of one thread. */
  default ItemWriter writer(Connection to, Pace pace, WriteOutcomes outcomes) {
    if (this instanceof Put put) {
      return put.ifExists() instanceof IfExists.Overwrite
          ? new BatchWriter(to, BatchRequest.Kind.PUT, pace, outcomes)
          : new ConditionalPuts(to, put.ifExists(), pace, outcomes);
    }
    if (this instanceof DeleteUnchanged unchanged) {
      return new ConditionalDeletes(to, unchanged.attribute(), pace, outcomes);
    }
    return new BatchWriter(to, BatchRequest.Kind.DELETE, pace, outcomes);
  }
}
