package io.dynalake.jobs;

import io.dynalake.error.ErrorCode;
import io.dynalake.error.JobException;
import org.apache.spark.SparkException;

/** Finds what went wrong in a task below what Spark makes of it. */
public final class SparkFailures {
  private SparkFailures() {}

  /**
   * What to throw instead: the job's own error below, or SERVICE for one of Spark's.
   *
   * @param failure of any class: Spark throws checked exceptions that its methods do not declare
   * @throws RuntimeException the failure itself, if it is neither
   */
  public static JobException unwrap(Exception failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof JobException job) {
        return job;
      }
    }
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof SparkException) {
        return new JobException(
            ErrorCode.SERVICE,
            "spark: a task failed and nothing was committed; "
                + cause.getMessage()
                + "; see the log of the executors, then run the same command again",
            failure);
      }
    }
    throw failure instanceof RuntimeException unchecked
        ? unchecked
        : new IllegalStateException(failure);
  }
}
