package io.dynalake.dataset.convert;

import io.dynalake.error.ErrorCode;
import io.dynalake.error.JobException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The slots of each directory, in turn. One per task. */
final class SlotTable {
  /** Slots of one directory follow one another. */
  private static final class Range {
    private final int first;
    private int count;
    private int next;

    Range(int first, int next) {
      this.first = first;
      this.next = next;
    }

    int current() {
      return first + next % count;
    }
  }

  private final Map<String, Range> ranges = new HashMap<>();

  /**
   * @param start tasks begin with different slots, so that slots fill evenly
   */
  SlotTable(List<Slot> slots, int start) {
    for (int i = 0; i < slots.size(); i++) {
      int slot = i;
      ranges.computeIfAbsent(slots.get(i).directory(), d -> new Range(slot, start)).count++;
    }
  }

  /** The slot that takes the directory's items now; -1 if it has none. */
  int find(String directory) {
    Range range = ranges.get(directory);
    return range == null ? -1 : range.current();
  }

  /** The slot that takes the directory's items now. */
  int current(String directory) {
    return range(directory).current();
  }

  /** Goes on to the directory's next slot. */
  void advance(String directory) {
    range(directory).next++;
  }

  private Range range(String directory) {
    Range range = ranges.get(directory);
    if (range == null) {
      throw new JobException(
          ErrorCode.BAD_DATA,
          directory
              + ": a partition that was not there when the export was verified; a data file changed"
              + " while it was read; run the job again on an export that nothing writes to");
    }
    return range;
  }
}
