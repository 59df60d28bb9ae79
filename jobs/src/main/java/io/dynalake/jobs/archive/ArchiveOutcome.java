package io.dynalake.jobs.archive;

import io.dynalake.archive.Archived;
import io.dynalake.jobs.report.Acquired;
import io.dynalake.jobs.report.ArchiveReport;
import io.dynalake.jobs.report.RunReport;
import io.dynalake.load.write.WriteResult;
import java.util.List;
import java.util.Map;

/** What an archive has come to so far. Safe for threads. */
final class ArchiveOutcome {
  private final long began = System.nanoTime();
  private Acquired acquired;
  private Archived copy = Archived.NOTHING;
  private WriteResult deleted = WriteResult.NOTHING;

  ArchiveOutcome(Acquired nothing) {
    acquired = nothing;
  }

  synchronized void landed(Acquired landing) {
    acquired = landing;
  }

  synchronized void readBack(Archived verified) {
    copy = verified;
  }

  synchronized void deleted(WriteResult result) {
    deleted = result;
  }

  /** Items so far, for the ledger. */
  synchronized Map<String, Long> counts() {
    return Map.of("read", copy.items(), "deleted", deleted.written());
  }

  synchronized long refused() {
    return deleted.refused();
  }

  /** The folder of the copy, "" before there is one. */
  synchronized String landing() {
    return acquired.exports().isEmpty() ? "" : acquired.exports().get(0).location();
  }

  /** Where the items that stay are listed. */
  String left() {
    return landing() + "/_dynalake/left";
  }

  synchronized ArchiveReport report(
      String runId, ArchiveReport.Status status, List<RunReport.Failure> errors) {
    return new ArchiveReport(
        runId,
        "archive",
        status,
        acquired.tableArn(),
        landing(),
        acquired,
        new ArchiveReport.Copy(
            copy.isVerified(), copy.items(), copy.deletable(), copy.bytes(), copy.units()),
        new ArchiveReport.Deletion(
            deleted.written(),
            deleted.changed(),
            deleted.gone(),
            deleted.refused(),
            deleted.capacity(),
            deleted.throttles()),
        deleted.changed() + deleted.refused() > 0 ? left() : "",
        Math.round((System.nanoTime() - began) / 1e6) / 1e3,
        errors);
  }
}
