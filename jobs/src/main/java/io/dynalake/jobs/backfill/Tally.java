package io.dynalake.jobs.backfill;

import io.dynalake.dataset.commit.CommittedRun;
import io.dynalake.dataset.commit.NewFile;
import io.dynalake.jobs.report.RunReport;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What one start of a run has come to, in numbers. */
final class Tally {
  private final Map<String, RunReport.Partition> partitions = new TreeMap<>();
  private volatile RunReport.Items items = new RunReport.Items(0, 0, 0, 0);
  private RunReport.Files files = new RunReport.Files(0, 0, 0, 0);
  private RunReport.Bytes bytes = new RunReport.Bytes(0, 0);

  /**
   * @param skipped data files that the dataset has from earlier starts
   */
  void begin(long total, long skipped) {
    files = new RunReport.Files(total, 0, 0, skipped);
  }

  /** A data file is not converted. */
  void leftOut() {
    files =
        new RunReport.Files(files.total(), files.completed(), files.failed() + 1, files.skipped());
  }

  void converted(Verified verified, Outcome outcome) {
    long bad = verified.findings().badItems() + outcome.refused();
    items =
        new RunReport.Items(
            items.read() + verified.findings().items() + verified.findings().badItems(),
            items.written() + outcome.items(),
            items.filtered() + verified.filtered(),
            items.quarantined() + bad);
    files =
        new RunReport.Files(
            files.total(),
            files.completed() + verified.verifying(),
            files.failed(),
            files.skipped());
  }

  void committed(CommittedRun committed, Verified verified, Outcome outcome) {
    Map<String, List<NewFile>> byDirectory =
        committed.files().stream()
            .collect(Collectors.groupingBy(NewFile::directory, TreeMap::new, Collectors.toList()));
    byDirectory.forEach(
        (directory, inIt) ->
            partitions.merge(
                directory,
                new RunReport.Partition(
                    directory,
                    outcome.items(directory, inIt),
                    inIt.size(),
                    inIt.stream().mapToLong(NewFile::bytes).sum()),
                RunReport.Partition::plus));
    bytes =
        new RunReport.Bytes(
            bytes.read() + verified.storedBytes(),
            bytes.written() + committed.files().stream().mapToLong(NewFile::bytes).sum());
  }

  RunReport.Items items() {
    return items;
  }

  RunReport.Files files() {
    return files;
  }

  RunReport.Bytes bytes() {
    return bytes;
  }

  List<RunReport.Partition> partitions() {
    return List.copyOf(partitions.values());
  }

  /** Items in the dataset by this start, for the ledger; asked by any thread. */
  Map<String, Long> counts() {
    RunReport.Items now = items;
    return Map.of(
        "read", now.read(),
        "written", now.written(),
        "filtered", now.filtered(),
        "quarantined", now.quarantined());
  }
}
