package io.dynalake.jobs;

/**
 * A job, which needs no more than its arguments.
 *
 * @param <A> the job's arguments
 */
interface Job<A> {
  /**
   * Does the job.
   *
   * @throws io.dynalake.error.JobException if it was not done completely
   */
  void run(A arguments, JobContext context);
}
