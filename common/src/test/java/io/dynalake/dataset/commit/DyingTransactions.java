package io.dynalake.dataset.commit;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.hadoop.conf.Configuration;

/** Transactions whose process dies in their midst, for the tests of what is built on them. */
public final class DyingTransactions {
  private DyingTransactions() {}

  /** The process is dead. */
  public static final class Death extends Error {
    private static final long serialVersionUID = 1L;
  }

  /**
   * Begins a transaction of a process that is dead for others, and dies by {@link Death}.
   *
   * @param steps moments of its commits that it survives
   */
  public static DatasetTransaction begin(String root, RunIdentity run, WriteMode mode, int steps) {
    AtomicInteger left = new AtomicInteger(steps);
    AtomicBoolean begun = new AtomicBoolean();
    return DatasetTransaction.begin(
        root,
        new Configuration(),
        run,
        mode,
        LeaseTerms.DEFAULT,
        message -> {},
        Processes.dead(),
        (step, subject) -> {
          if (step == CommitStep.RECOVERED) {
            begun.set(true);
          } else if (begun.get() && left.getAndDecrement() <= 0) {
            throw new Death();
          }
        });
  }

  /** What a dead process leaves behind stays. */
  public static void abandon(DatasetTransaction transaction) {
    transaction.abandon();
  }
}
