package io.dynalake.jobs;

import io.dynalake.jobs.backfill.Backfill;
import io.dynalake.jobs.options.BackfillArguments;

/** Converts a full export into a dataset. */
final class BackfillJob implements Job<BackfillArguments> {
  @Override
  public void run(BackfillArguments arguments, JobContext context) {
    Backfill.run(arguments, context);
  }
}
