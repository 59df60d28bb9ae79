package io.dynalake.jobs;

import io.dynalake.jobs.options.BackfillArguments;

/** Converts a full export into a dataset. */
final class BackfillJob implements Job<BackfillArguments> {
  @Override
  public void run(BackfillArguments arguments, JobContext context) {
    throw new UnsupportedOperationException("the conversion is not wired to the command line yet");
  }
}
