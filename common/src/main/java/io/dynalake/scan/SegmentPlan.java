package io.dynalake.scan;

import io.dynalake.capacity.TableDescription;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/** How many segments a table is divided into, and in which order they are read. */
public final class SegmentPlan {
  /**
   * Bytes of a table per segment. A segment is what is read again after a crash, so it is to be
   * short: 128 MB take a minute or two. It is also a data file, which gzip makes a fifth to a tenth
   * of this: smaller segments would give small files.
   */
  private static final long BYTES_PER_SEGMENT = 128L << 20;

  /** Segments per core, so that one that is late or large does not hold up the end. */
  private static final int SEGMENTS_PER_CORE = 4;

  private SegmentPlan() {}

  /**
   * The number of segments for a table. Several per core whatever the description says, since its
   * size may be hours old or 0; an empty segment costs one request.
   *
   * @param cores that scan at a time
   */
  public static int total(TableDescription table, int cores) {
    long bySize = table.sizeBytes() / BYTES_PER_SEGMENT + 1;
    long byCores = (long) SEGMENTS_PER_CORE * Math.max(1, cores);
    return (int) Math.min(Segment.MOST, Math.max(bySize, byCores));
  }

  /**
   * The segments of a share in the order to read them: shuffled, for neighbours lie on one
   * partition of the table, which gives only so much. The same seed gives the same order.
   */
  public static List<Integer> order(SegmentShare share, long seed) {
    List<Integer> order =
        new ArrayList<>(IntStream.rangeClosed(share.first(), share.last()).boxed().toList());
    Collections.shuffle(order, new Random(seed));
    return order;
  }
}
