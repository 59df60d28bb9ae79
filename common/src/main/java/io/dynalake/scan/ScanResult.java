package io.dynalake.scan;

import io.dynalake.capacity.TableDescription;
import io.dynalake.export.SegmentRecord;

/**
 * What a landing holds after a scan.
 *
 * @param export URI of the export's folder
 * @param table as it was described at the start
 * @param totalSegments of the scan
 * @param segmentsRead by this run
 * @param segmentsLanded by all runs
 * @param items landed by all runs
 * @param bytes of data files, as stored
 * @param read what this run's segments took
 * @param landed what all segments took
 */
public record ScanResult(
    String export,
    TableDescription table,
    int totalSegments,
    int segmentsRead,
    int segmentsLanded,
    long items,
    long bytes,
    SegmentRecord.Costs read,
    SegmentRecord.Costs landed) {

  /** Whether the manifests are written; otherwise other jobs have the other segments to read. */
  public boolean complete() {
    return segmentsLanded == totalSegments;
  }
}
