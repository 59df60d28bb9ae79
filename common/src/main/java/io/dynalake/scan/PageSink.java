package io.dynalake.scan;

import java.io.IOException;

/** Takes the pages of a segment, in their order. */
@FunctionalInterface
public interface PageSink {
  void page(ItemPage page) throws IOException;

  /** Called about once a second while no page comes; to end the scan, it throws. */
  default void waiting() {}
}
