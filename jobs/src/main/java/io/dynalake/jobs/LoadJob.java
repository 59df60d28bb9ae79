package io.dynalake.jobs;

import io.dynalake.jobs.load.Load;
import io.dynalake.jobs.options.LoadArguments;

/** Writes the items of files into a table. */
final class LoadJob implements Job<LoadArguments> {
  @Override
  public void run(LoadArguments arguments, JobContext context) {
    Load.run(arguments, context);
  }
}
