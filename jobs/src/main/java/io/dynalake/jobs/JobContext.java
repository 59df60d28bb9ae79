package io.dynalake.jobs;

import io.dynalake.jobs.progress.Progress;
import java.io.PrintStream;
import java.util.List;

/**
 * Where a job talks to its user.
 *
 * @param out for results: summaries, schemas, plans
 * @param progress for how far it is
 * @param options the job's options in effect, each as {@code --name=value}: enough to start it
 *     again
 */
public record JobContext(PrintStream out, Progress progress, List<String> options) {
  public JobContext {
    options = List.copyOf(options);
  }
}
