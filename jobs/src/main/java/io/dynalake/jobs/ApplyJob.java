package io.dynalake.jobs;

import io.dynalake.jobs.apply.Apply;
import io.dynalake.jobs.options.ApplyArguments;

/** Brings incremental exports into a dataset. */
final class ApplyJob implements Job<ApplyArguments> {
  @Override
  public void run(ApplyArguments arguments, JobContext context) {
    Apply.run(arguments, context);
  }
}
