package io.dynalake.load.write;

import java.io.IOException;

/** Is told what became of items. Called by several threads, one at a time. */
public interface WriteOutcomes {
  /** These are in the table now, or are gone from it. */
  void written(int items, long bytes);

  /** It was left as it was in the table, because of the condition. */
  void kept(Write write, Kept why) throws IOException;

  /**
   * The table does not take it.
   *
   * @param reason that the service gave
   */
  void refused(Write write, String reason) throws IOException;

  /**
   * What a request cost.
   *
   * @param units consumed, indexes included
   * @param throttles requests that were throttled before it succeeded, or items that it left
   * @param retries requests that failed before it succeeded, throttled ones included
   */
  void request(double units, int throttles, int retries);

  /** Why an item was left as it is. */
  enum Kept {
    /** An item of this key is in the table, or one that is newer. */
    PRESENT,
    /** It is not as it was any more. */
    CHANGED,
    /** It is not in the table any more. */
    GONE
  }
}
