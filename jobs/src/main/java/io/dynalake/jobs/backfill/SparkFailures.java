package io.dynalake.jobs.backfill;

import io.dynalake.error.ErrorCode;
import io.dynalake.error.JobException;
import org.apache.spark.SparkException;

/** Finds what went wrong in a task below what Spark makes of it. */
final class SparkFailures {
  private SparkFailures() {}

  static JobException unwrap(RuntimeException failure) {
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
    throw failure;
  }
}
