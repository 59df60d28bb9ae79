package io.dynalake.load.write;

import java.io.IOException;
import java.util.List;

/** Writes items or deletes them, and comes back when each has its outcome. Of one thread. */
interface ItemWriter {
  /**
   * Writes them.
   *
   * @param batch of different keys, {@link Batches#MOST_ITEMS} at most
   * @throws io.dynalake.error.JobException if the table cannot be written to
   */
  void write(List<Write> batch) throws IOException, InterruptedException;
}
