package io.dynalake.load.write;

import java.io.Closeable;
import java.io.IOException;

/** Takes the items of a task that do not become what was wanted. Called by one thread at a time. */
public interface Leftovers extends Closeable {
  /** The table does not take it. */
  void refused(Write write, String reason) throws IOException;

  /** Its condition does not hold. */
  default void kept(Write write, WriteOutcomes.Kept why) throws IOException {}
}
