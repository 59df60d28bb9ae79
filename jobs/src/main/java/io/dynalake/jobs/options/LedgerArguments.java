package io.dynalake.jobs.options;

import java.time.Duration;

/**
 * Where the state of runs is kept.
 *
 * @param uri a path or a URI, without a password
 * @param patience how long to wait for a ledger that is out of reach
 */
public record LedgerArguments(String uri, Duration patience) {
  public LedgerArguments {
    if (patience.isNegative()) {
      throw new IllegalArgumentException("patience of " + patience);
    }
  }
}
