package io.dynalake.load.write;

import io.dynalake.capacity.Pace;
import java.io.Serializable;

/** What is done with items. */
public sealed interface Purpose extends Serializable {
  /** Makes the writer of one thread. */
  ItemWriter writer(Connection to, Pace pace, WriteOutcomes outcomes);

  /** They come into the table. */
  record Put(IfExists ifExists) implements Purpose {
    @Override
    public ItemWriter writer(Connection to, Pace pace, WriteOutcomes outcomes) {
      return ifExists instanceof IfExists.Overwrite
          ? new BatchWriter(to, BatchRequest.Kind.PUT, pace, outcomes)
          : new ConditionalPuts(to, ifExists, pace, outcomes);
    }
  }

  /** They are deleted, whatever has become of them. */
  record Delete() implements Purpose {
    @Override
    public ItemWriter writer(Connection to, Pace pace, WriteOutcomes outcomes) {
      return new BatchWriter(to, BatchRequest.Kind.DELETE, pace, outcomes);
    }
  }

  /**
   * They are deleted if they are as they were.
   *
   * @param attribute that tells by its value, or "" to compare the whole item
   */
  record DeleteUnchanged(String attribute) implements Purpose {
    @Override
    public ItemWriter writer(Connection to, Pace pace, WriteOutcomes outcomes) {
      return new ConditionalDeletes(to, attribute, pace, outcomes);
    }
  }
}
