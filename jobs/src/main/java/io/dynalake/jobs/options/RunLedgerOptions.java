package io.dynalake.jobs.options;

import io.dynalake.ledger.Ledgers;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Option;

/** How a run is recorded, as typed. */
final class RunLedgerOptions {
  @ArgGroup(validate = false, order = 0)
  private LedgerOptions ledger = new LedgerOptions();

  @Option(
      names = "--ledger-wait",
      paramLabel = "TIME",
      description = "Wait this long for a ledger that is out of reach. Default: ${DEFAULT-VALUE}.")
  private String ledgerWait = "5m";

  LedgerArguments arguments(OptionValues values, Problems problems) {
    return new LedgerArguments(
        ledger.arguments(values, problems),
        values.duration("--ledger-wait", ledgerWait).orElse(Ledgers.PATIENCE));
  }
}
