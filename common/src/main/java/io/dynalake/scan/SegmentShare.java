package io.dynalake.scan;

import io.dynalake.error.ErrorCode;
import io.dynalake.error.JobException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The segments of a total that one job reads, both ends included. */
public record SegmentShare(int first, int last) {
  private static final Pattern TEXT = Pattern.compile("(\\d{1,7})(?:-(\\d{1,7}))?");

  public SegmentShare {
    if (first < 0 || last < first) {
      throw usage(first + "-" + last);
    }
  }

  /**
   * Reads {@code 3-7} or {@code 3}.
   *
   * @throws JobException USAGE if it is none
   */
  public static SegmentShare parse(String text) {
    Matcher matcher = TEXT.matcher(text.trim());
    if (!matcher.matches()) {
      throw usage(text);
    }
    int first = Integer.parseInt(matcher.group(1));
    return new SegmentShare(
        first, matcher.group(2) == null ? first : Integer.parseInt(matcher.group(2)));
  }

  /** All of a total. */
  static SegmentShare all(int total) {
    return new SegmentShare(0, total - 1);
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
