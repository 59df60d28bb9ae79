package io.dynalake.dataset.commit;

import io.dynalake.host.HostProcess;
import org.apache.hadoop.conf.Configuration;

/** Transactions whose process dies in their midst, for the tests of what is built on them. */
public final class DyingTransactions {
  private static final HostProcess DEAD = Processes.dead();

  private DyingTransactions() {}

  /** Begins a transaction of a process that is dead for others. */
  public static DatasetTransaction begin(
      String root, Configuration hadoop, RunIdentity run, WriteMode mode) {
    return DatasetTransaction.begin(
        root, hadoop, run, mode, LeaseTerms.DEFAULT, message -> {}, DEAD, (step, subject) -> {});
  }

  /** What a dead process leaves behind stays. */
  public static void abandon(DatasetTransaction transaction) {
    transaction.abandon();
  }
}
