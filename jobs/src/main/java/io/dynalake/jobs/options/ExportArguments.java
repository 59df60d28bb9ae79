package io.dynalake.jobs.options;

import java.time.ZoneId;
import java.util.Optional;

/**
 * What the job {@code export} is to do.
 *
 * @param run names the run
 * @param zone of dates and windows
 * @param ledger where its state is kept
 * @param report where to write the report, besides in the landing
 */
public record ExportArguments(
    RunName run,
    TableArguments source,
    ZoneId zone,
    LedgerArguments ledger,
    Optional<String> report,
    boolean dryRun)
    implements RunArguments {}
