package io.dynalake.jobs.options;

import io.dynalake.ledger.RunState;
import java.time.Duration;
import java.util.Optional;

/**
 * What is asked about runs.
 *
 * @param runId "" where all runs are asked about
 * @param ledger where it is, as typed
 * @param limit runs to list at most
 * @param state of the runs to list; empty: any
 * @param json instead of tables
 * @param every how often {@code watch} looks
 */
public record RunsArguments(
    Action action,
    String runId,
    String ledger,
    int limit,
    Optional<RunState> state,
    boolean json,
    Duration every) {

  /** What to do with a run, or with all. */
  public enum Action {
    LIST,
    SHOW,
    FAILED,
    RETRY,
    WATCH;

    boolean takesRun() {
      return this != LIST;
    }
  }
}
