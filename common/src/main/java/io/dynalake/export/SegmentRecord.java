package io.dynalake.export;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.io.Serializable;
import java.util.List;

/**
 * Tells that a segment is landed, and in which files: what does not stand in one does not count.
 *
 * @param segment from 0
 * @param endTime ISO-8601 instant
 * @param costs what reading it took
 * @param files none if the segment has no items
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record SegmentRecord(int segment, String endTime, Costs costs, List<LandedFile> files)
    implements Serializable {

  /**
   * What reading a segment took, without attempts that failed as a whole.
   *
   * @param scanned items read, of which a filter may have dropped some
   * @param capacity units consumed
   * @param pages responses
   * @param throttles requests that were throttled
   * @param retries requests that failed, throttled ones included
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  public record Costs(long scanned, double capacity, long pages, long throttles, long retries)
      implements Serializable {
    public static final Costs NONE = new Costs(0, 0, 0, 0, 0);

    public Costs plus(Costs other) {
      return new Costs(
          scanned + other.scanned,
          capacity + other.capacity,
          pages + other.pages,
          throttles + other.throttles,
          retries + other.retries);
    }
  }

  public SegmentRecord {
    files = List.copyOf(files);
  }

  public long items() {
    return files.stream().mapToLong(LandedFile::items).sum();
  }

  public long bytes() {
    return files.stream().mapToLong(LandedFile::bytes).sum();
  }
}
