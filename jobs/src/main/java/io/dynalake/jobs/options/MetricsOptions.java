package io.dynalake.jobs.options;

import io.dynalake.jobs.options.CommonArguments.Metrics;
import picocli.CommandLine.Option;

/** Options of the jobs that move or compare data, about what is counted of it. */
final class MetricsOptions {
  @Option(
      names = "--metrics",
      paramLabel = "none|emf",
      description =
          "emf: print lines of CloudWatch's embedded metric format on standard output, at the end"
              + " and every minute before it. Default: ${DEFAULT-VALUE}.")
  private String metrics = "none";

  Metrics arguments(OptionValues values) {
    return values.choice("--metrics", metrics, Metrics.class);
  }
}
