package io.dynalake.scan;

import io.dynalake.capacity.Pace;
import io.dynalake.capacity.RateTarget;
import java.io.IOException;
import java.io.Serializable;

/** A way to read the segments of a table. Travels to executors. */
public interface ScanEngine extends Serializable {
  /** As the option names it; a landing is continued by the engine that began it. */
  String name();

  /**
   * Refuses what this engine cannot do.
   *
   * @throws io.dynalake.error.JobException USAGE, naming every option that it does not take
   */
  void requireSupported(ScanRequest request, RateTarget rate);

  /**
   * Reads a segment from its start to its end. Requests that fail are made again with growing
   * pauses; so a table that throttles, or is away for a minute, takes longer and nothing else.
   *
   * @throws io.dynalake.error.JobException naming the segment, if it cannot be read
   * @throws InterruptedException if the task is cancelled
   */
  void scan(ScanRequest request, Segment segment, Pace pace, PageSink sink)
      throws IOException, InterruptedException;
}
