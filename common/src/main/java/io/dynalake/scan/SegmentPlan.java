package io.dynalake.scan;

import io.dynalake.error.ErrorCode;
import io.dynalake.error.JobException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
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

  /** The segments of a total that one job reads, both ends included. */
  public record Share(int first, int last) {
    private static final Pattern TEXT = Pattern.compile("(\\d{1,7})(?:-(\\d{1,7}))?");

    public Share {
      if (first < 0 || last < first) {
        throw usage(first + "-" + last);
      }
    }

    /**
     * Reads {@code 3-7} or {@code 3}.
     *
     * @throws JobException USAGE if it is none
     */
    public static Share parse(String text) {
      Matcher matcher = TEXT.matcher(text.trim());
      if (!matcher.matches()) {
        throw usage(text);
      }
      int first = Integer.parseInt(matcher.group(1));
      return new Share(
          first, matcher.group(2) == null ? first : Integer.parseInt(matcher.group(2)));
    }

    /** All of a total. */
    static Share all(int total) {
      return new Share(0, total - 1);
    }

    /**
     * Checks that there are such segments.
     *
     * @throws JobException USAGE if the total is smaller
     */
    void requireWithin(int total) {
      if (last >= total) {
        throw new JobException(
            ErrorCode.USAGE,
            "segments "
                + first
                + "-"
                + last
                + ": the scan has segments 0 to "
                + (total - 1)
                + "; name some of them, and --total-segments in every job that has a share");
      }
    }

    private static JobException usage(String text) {
      return new JobException(
          ErrorCode.USAGE, "segments " + text + ": this is no range; one looks like 3-7");
    }
  }

  /**
   * The segments of a share in the order to read them: shuffled, for neighbours lie on one
   * partition of the table, which gives only so much. The same seed gives the same order.
   */
  public static List<Integer> order(Share share, long seed) {
    List<Integer> order =
        new ArrayList<>(IntStream.rangeClosed(share.first(), share.last()).boxed().toList());
    Collections.shuffle(order, new Random(seed));
    return order;
  }
}
