package io.dynalake.jobs.options;

import io.dynalake.archive.Age;
import io.dynalake.capacity.RateTarget;
import io.dynalake.load.write.Purpose;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;

/**
 * What the job {@code archive} is to do.
 *
 * @param run names the run
 * @param source the table, and how what matches is scanned
 * @param age of the items that may be deleted
 * @param conversion a backfill of what was landed, without the job's name; empty for none
 * @param deletion empty: nothing is deleted
 * @param ledger where its state is kept
 * @param report where to write the report, besides in the landing
 */
public record ArchiveArguments(
    RunName run,
    TableArguments source,
    Age age,
    List<String> conversion,
    Optional<Deletion> deletion,
    ZoneId zone,
    LedgerArguments ledger,
    Optional<String> report) {
  public ArchiveArguments {
    conversion = List.copyOf(conversion);
  }

  /**
   * How what was archived is deleted.
   *
   * @param purpose deletes, with a condition or without
   * @param requestsAtOnce of each task
   * @param withoutRecovery whether the table may have no point-in-time recovery
   */
  public record Deletion(
      Purpose purpose, RateTarget rate, int requestsAtOnce, boolean withoutRecovery) {}
}
