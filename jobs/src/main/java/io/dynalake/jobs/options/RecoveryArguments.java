package io.dynalake.jobs.options;

import java.time.Duration;
import java.util.OptionalInt;

/**
 * How a run is recorded, and how it goes on after it was cut off.
 *
 * @param ledger where the state of runs and of their data files is kept
 * @param filesPerCommit data files that are committed together; empty: by their size
 * @param maxAttempts how often a data file that fails is tried, over all starts of the run
 * @param targetWait how long to wait for another run that writes to the same target
 */
public record RecoveryArguments(
    LedgerArguments ledger, OptionalInt filesPerCommit, int maxAttempts, Duration targetWait) {
  public RecoveryArguments {
    if (filesPerCommit.orElse(1) < 1 || maxAttempts < 1 || targetWait.isNegative()) {
      throw new IllegalArgumentException(
          filesPerCommit + " files per commit, " + maxAttempts + " attempts, " + targetWait);
    }
  }
}
