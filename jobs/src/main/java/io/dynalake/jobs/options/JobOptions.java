package io.dynalake.jobs.options;

import java.util.function.Supplier;

/** The typed options of a job, which become its arguments. */
interface JobOptions<A> {
  /** Notes what is wrong with the options; the result is of use only if nothing is. */
  A arguments(Problems problems, Supplier<String> newRunId);
}
