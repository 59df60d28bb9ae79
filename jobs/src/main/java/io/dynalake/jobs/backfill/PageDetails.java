package io.dynalake.jobs.backfill;

import io.dynalake.dataset.convert.PlanFindings;
import io.dynalake.dataset.partition.UpdatedAtFilter.Decision;
import io.dynalake.jobs.options.BackfillArguments;
import io.dynalake.jobs.options.BackfillArguments.UpdatedAtRange;
import io.dynalake.jobs.progress.PhaseSamples;
import io.dynalake.jobs.report.page.DatasetColumns;
import io.dynalake.jobs.report.page.FileRow;
import io.dynalake.jobs.report.page.LeftOut;
import io.dynalake.jobs.report.page.NextStep;
import io.dynalake.jobs.report.page.RunDetails;
import io.dynalake.source.ExportFindings;
import io.dynalake.source.FileFindings;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Gathers what a run's page shows beyond its report. */
final class PageDetails {
  /** Malformed items that are named. */
  private static final int NAMED = 20;

  private final BackfillArguments arguments;
  private final Map<String, FileFindings> files = new LinkedHashMap<>();
  private final Set<String> committed = new HashSet<>();
  private List<DatasetColumns> datasets = List.of();
  private LeftOut leftOut = LeftOut.NOTHING;

  PageDetails(BackfillArguments arguments) {
    this.arguments = arguments;
  }

  /** Data files as they were found last. */
  void files(ExportFindings<PlanFindings> findings) {
    findings.files().forEach(file -> files.put(file.key(), file));
  }

  /** What the first pass of a batch found, whether or not the run goes on with it. */
  void looked(ExportFindings<PlanFindings> findings, String quarantine) {
    files(findings);
    Map<String, Long> filtered = new LinkedHashMap<>(leftOut.filtered());
    var decisions = findings.probe().decisions();
    String attribute = arguments.updatedAt().map(UpdatedAtRange::attribute).orElse("");
    put(filtered, attribute + " is not in the range of dates", decisions.of(Decision.FILTERED));
    put(filtered, "no readable " + attribute, decisions.of(Decision.MISSING_DROPPED));
    Map<String, Long> bad = new HashMap<>(leftOut.quarantined());
    List<String> named = new ArrayList<>(leftOut.named());
    for (FileFindings file : findings.files()) {
      file.badReasons().forEach((reason, count) -> bad.merge(reason, count, Long::sum));
      file.badItems().stream().limit(NAMED - named.size()).forEach(named::add);
    }
    leftOut = new LeftOut(filtered, byNumber(bad), named, bad.isEmpty() ? "" : quarantine);
  }

  void columns(DatasetSchemas schemas) {
    datasets = ColumnRows.of(schemas);
  }

  /** Items that were well-formed, and whose values do not fit. */
  void refused(long items, String quarantine) {
    if (items > 0) {
      Map<String, Long> bad = new HashMap<>(leftOut.quarantined());
      put(bad, "a value does not fit its column", items);
      leftOut = new LeftOut(leftOut.filtered(), byNumber(bad), leftOut.named(), quarantine);
    }
  }

  /** The dataset has the files that verify. */
  void committed(ExportFindings<PlanFindings> findings) {
    findings.files().stream()
        .filter(file -> file.failure().isEmpty())
        .forEach(file -> committed.add(file.key()));
  }

  /**
   * @param attempts at each data file, those of earlier starts included
   */
  RunDetails details(List<PhaseSamples> phases, Map<String, Integer> attempts, NextStep next) {
    return new RunDetails(
        Instant.now(),
        phases,
        files.values().stream()
            .map(file -> row(file, attempts.getOrDefault(file.key(), 1)))
            .toList(),
        datasets,
        leftOut,
        next);
  }

  private FileRow row(FileFindings file, int attempts) {
    boolean failed = file.failure().isPresent();
    return new FileRow(
        file.key(),
        failed ? "FAILED" : committed.contains(file.key()) ? "COMPLETED" : "PENDING",
        Optional.of(Instant.ofEpochMilli(file.startMillis())),
        Optional.of(Instant.ofEpochMilli(file.endMillis())),
        attempts,
        file.items(),
        file.storedBytes(),
        failed ? Optional.of(file.failureCode().name()) : Optional.empty(),
        file.failure());
  }

  private static void put(Map<String, Long> counts, String reason, long count) {
    if (count > 0) {
      counts.merge(reason, count, Long::sum);
    }
  }

  private static Map<String, Long> byNumber(Map<String, Long> counts) {
    Map<String, Long> sorted = new LinkedHashMap<>();
    counts.entrySet().stream()
        .sorted(
            Map.Entry.<String, Long>comparingByValue()
                .reversed()
                .thenComparing(Map.Entry.comparingByKey()))
        .forEach(entry -> sorted.put(entry.getKey(), entry.getValue()));
    return sorted;
  }
}
