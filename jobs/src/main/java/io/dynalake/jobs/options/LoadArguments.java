package io.dynalake.jobs.options;

import io.dynalake.aws.AwsSettings;
import io.dynalake.aws.TableName;
import io.dynalake.capacity.RateTarget;
import io.dynalake.load.write.IfExists;
import java.util.Optional;

/**
 * What the job {@code load} is to do.
 *
 * @param run names the run
 * @param from a file, a folder, a glob or an export
 * @param table that gets the items
 * @param checks what may be wrong with the input
 * @param recovery how the run is recorded and goes on
 * @param deadLetters folder for items that cannot be written and for the report, by run
 * @param report where to write the report, besides
 * @param force whether to load again what was loaded before
 */
public record LoadArguments(
    RunName run,
    String from,
    LoadFormatArguments format,
    Table table,
    Checks checks,
    Recovery recovery,
    Optional<String> deadLetters,
    Optional<String> report,
    boolean force,
    boolean dryRun)
    implements RunArguments {

  /**
   * The table and how it is written to.
   *
   * @param created what to create if it is not there
   * @param requestsAtOnce of each task
   */
  public record Table(
      TableName name,
      AwsSettings aws,
      Optional<NewTable> created,
      IfExists ifExists,
      RateTarget rate,
      int requestsAtOnce) {}

  /**
   * What may be wrong with the input.
   *
   * @param maxBadItems that are left out; with more nothing is written
   * @param skipBadFiles whether the others are loaded without a file that is damaged
   */
  public record Checks(long maxBadItems, boolean skipBadFiles) {}

  /**
   * How the run is recorded.
   *
   * @param filesPerRound 0: by their size
   */
  public record Recovery(LedgerArguments ledger, int filesPerRound) {}
}
