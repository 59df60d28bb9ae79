package io.dynalake.jobs;

import io.dynalake.jobs.metrics.RunMeters;
import io.dynalake.jobs.progress.SampledProgress;
import java.io.PrintStream;
import java.util.List;

/**
 * Where a job talks to its user.
 *
 * @param out for results: summaries, schemas, plans
 * @param progress for how far it is
 * @param meters for what it comes to
 * @param command the job's name and its options in effect, each as {@code --name=value}
 */
public record JobContext(
    PrintStream out, SampledProgress progress, RunMeters meters, List<String> command) {
  public JobContext {
    command = List.copyOf(command);
  }

  /** Enough to start the job again. */
  public List<String> options() {
    return command.subList(1, command.size());
  }
}
