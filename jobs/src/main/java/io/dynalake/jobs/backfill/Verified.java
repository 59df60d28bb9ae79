package io.dynalake.jobs.backfill;

import io.dynalake.dataset.convert.ConvertPlan;
import io.dynalake.dataset.convert.ConvertResult;
import io.dynalake.dataset.convert.PlanFindings;
import io.dynalake.dataset.partition.PartitionStats;
import io.dynalake.dataset.partition.UpdatedAtFilter.Decision;
import io.dynalake.error.ErrorCode;
import io.dynalake.error.JobException;
import io.dynalake.export.FullExport;
import io.dynalake.source.ExportFindings;
import io.dynalake.source.FileFindings;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What the first pass says about the export.
 *
 * @param files those that verify and have items
 */
record Verified(
    FullExport export, ExportFindings<PlanFindings> findings, List<ConvertPlan.Input> files) {

  static Verified of(FullExport export, ExportFindings<PlanFindings> findings) {
    List<ConvertPlan.Input> files = new ArrayList<>();
    for (FileFindings file : findings.files()) {
      if (file.failure().isEmpty() && file.items() > 0) {
        files.add(new ConvertPlan.Input(export.files().get(file.index()), file.badLines()));
      }
    }
    return new Verified(export, findings, List.copyOf(files));
  }

  /**
   * Ends the run if columns refused more items than may still be bad, or, which would be a bug, if
   * an item that was to be written was not.
   */
  void requireAll(ConvertResult result, long maxBadItems) {
    if (findings.badItems() + result.refused() > maxBadItems) {
      throw new JobException(
          ErrorCode.BAD_DATA,
          export.location()
              + ": "
              + (findings.badItems() + result.refused())
              + " bad items, where --max-bad-items allows "
              + maxBadItems
              + ", nothing was written; "
              + String.join("; ", result.named())
              + "; mend the export or the types, or allow that many to be left out");
    }
    if (result.items() + result.refused() != kept()) {
      throw new JobException(
          ErrorCode.BUG,
          "backfill: "
              + kept()
              + " items were to be written, but "
              + result.items()
              + " were and "
              + result.refused()
              + " were refused; nothing was committed; please report this");
    }
  }

  /** Data files that verify, empty ones included. */
  int verifying() {
    return findings.files().size() - findings.failures().size();
  }

  /** Items to write. */
  long kept() {
    return findings.probe().directories().sizes().values().stream()
        .mapToLong(PartitionStats.Size::items)
        .sum();
  }

  /** Items to write, by directory. */
  Map<String, Long> byDirectory() {
    Map<String, Long> items = new TreeMap<>();
    findings
        .probe()
        .directories()
        .sizes()
        .forEach((directory, size) -> items.put(directory, size.items()));
    return items;
  }

  /** Items that the timestamp filter leaves out. */
  long filtered() {
    var decisions = findings.probe().decisions();
    return decisions.of(Decision.FILTERED) + decisions.of(Decision.MISSING_DROPPED);
  }

  /** Items without a readable timestamp, kept or dropped. */
  long withoutTimestamp() {
    var decisions = findings.probe().decisions();
    return decisions.of(Decision.MISSING_KEPT) + decisions.of(Decision.MISSING_DROPPED);
  }

  long storedBytes() {
    return files.stream().mapToLong(f -> Math.max(f.file().size(), 0)).sum();
  }

  long jsonBytes() {
    return findings.decodedBytes();
  }
}
