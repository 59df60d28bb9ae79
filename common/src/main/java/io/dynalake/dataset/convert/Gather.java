package io.dynalake.dataset.convert;

import java.io.IOException;

/** The reduce side of the shuffle: chunks of items become rows. */
sealed interface Gather permits GatherLines, GatherBatches {
  /** Takes a chunk; all chunks of a slot come in one go. */
  void add(int slot, byte[] chunk) throws IOException;

  void finish() throws IOException;
}
