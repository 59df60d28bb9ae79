package io.dynalake.jobs.load;

import io.dynalake.aws.Locations;
import io.dynalake.error.ErrorCode;
import io.dynalake.error.JobException;
import io.dynalake.jobs.SparkStart;
import io.dynalake.jobs.options.LoadArguments;

/** Where the dead letters and the report of a run lie. */
record RunFolder(LoadArguments arguments, SparkStart start) {
  private static final String DEFAULT = "dynalake-load";

  /**
   * Qualified, without a slash behind it.
   *
   * @throws JobException USAGE if none is given where there are several machines
   */
  String location() {
    boolean local = start.context().master().startsWith("local");
    if (arguments.deadLetters().isEmpty() && !local) {
      throw new JobException(
          ErrorCode.USAGE,
          "--dead-letters: missing; the working directory is one of many machines here; name a"
              + " folder that all of them reach, on S3 or HDFS");
    }
    String root = arguments.deadLetters().orElse(DEFAULT);
    return Locations.path(root, start.hadoop()) + "/" + arguments.run().id();
  }
}
