package io.dynalake.scan;

import io.dynalake.error.JobException;
import io.dynalake.export.SegmentRecord;
import java.util.Collection;
import java.util.List;
import java.util.SortedMap;

/**
 * Is told on the driver how the segments of a scan stand, a second late at most. What it throws
 * ends the scan: what is landed stays, and the manifests are not written.
 */
public interface ScanFollower {
  /** Told once, before segments are read, by the thread that then runs the Spark job. */
  void begin(Begin scan);

  /**
   * A scan before it reads.
   *
   * @param total segments of the scan, all jobs together
   * @param segments that this job is to see landed
   * @param landed the records of those that are, of other jobs' segments too
   * @param missing those of its segments that will be read
   * @param bytes of them, about, by the table's own measure
   */
  record Begin(
      int total,
      List<Integer> segments,
      SortedMap<Integer, SegmentRecord> landed,
      List<Integer> missing,
      long bytes) {}

  /** Tasks read these segments now; a segment may be told twice. */
  default void started(Collection<Integer> segments) {}

  /** These have their records; each is told once. */
  default void landed(Collection<SegmentRecord> records) {}

  /** The scan ends because of this segment. */
  default void failed(int segment, JobException why) {}
}
