package io.dynalake.jobs;

import io.dynalake.jobs.compare.Compare;
import io.dynalake.jobs.options.CompareArguments;

/** Tells whether two inputs hold the same items. */
final class CompareJob implements Job<CompareArguments> {
  @Override
  public void run(CompareArguments arguments, JobContext context) {
    Compare.run(arguments, context);
  }
}
