package io.dynalake.jobs.options;

import io.dynalake.archive.Age;
import io.dynalake.capacity.RateTarget;
import io.dynalake.load.write.Purpose;
import io.dynalake.scan.ScanRequest;
import io.dynalake.scan.ScanSettings;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;

/**
 * What the job {@code archive} is to do.
 *
 * @param run names the run
 * @param table and how what matches is scanned, its age aside
 * @param age of the items that may be deleted
 * @param conversion a backfill of what was landed, without the job's name; empty for none
 * @param deletion empty: nothing is deleted
 * @param ledger where its state is kept
 * @param report where to write the report, besides in the landing
 */
public record ArchiveArguments(
    RunName run,
    TableArguments table,
    Age age,
    List<String> conversion,
    Optional<Deletion> deletion,
    ZoneId zone,
    LedgerArguments ledger,
    Optional<String> report)
    implements RunArguments {
  public ArchiveArguments {
    conversion = List.copyOf(conversion);
  }

  /** The table, and how what matches and is old enough is scanned. */
  public TableArguments source() {
    if (age.equals(Age.ANY)) {
      return table;
    }
    ScanSettings scan = table.scan();
    ScanRequest old = AgeFilter.add(scan.request(), age.attribute(), age.before());
    return table.withScan(scan.withRequest(old));
  }

  /**
   * The same for a run that was begun before.
   *
   * @param id of that run
   * @param before the instant that was meant when it began; empty if it asked for no age
   */
  public ArchiveArguments goingOn(String id, Optional<Instant> before) {
    Age begun = before.map(at -> new Age(age.attribute(), at, age.zone())).orElse(age);
    return new ArchiveArguments(
        new RunName(id, RunName.Origin.GIVEN),
        table,
        begun,
        conversion,
        deletion,
        zone,
        ledger,
        report);
  }

  /**
   * How what was archived is deleted.
   *
   * @param purpose deletes, with a condition or without
   * @param requestsAtOnce of each task
   * @param withoutRecovery whether the table may have no point-in-time recovery
   * @param despiteProtection whether the table may be protected from deletion
   */
  public record Deletion(
      Purpose purpose,
      RateTarget rate,
      int requestsAtOnce,
      boolean withoutRecovery,
      boolean despiteProtection) {}
}
