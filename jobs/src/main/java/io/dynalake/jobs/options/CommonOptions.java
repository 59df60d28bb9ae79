package io.dynalake.jobs.options;

import io.dynalake.jobs.options.CommonArguments.LogFormat;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Options of every job that are about the command line itself. */
final class CommonOptions {
  @Option(
      names = "--conf-file",
      paramLabel = "URI",
      description = "A properties file with options; those on the command line win.")
  @Nullable String confFile;

  @Option(
      names = "--log-format",
      paramLabel = "text|json",
      description =
          "json: lines on standard error are JSON objects, which name the run. Default: "
              + CommonArguments.LOG_FORMAT
              + " in the environment, else text.")
  private @Nullable String logFormat;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Print this help.")
  boolean help;

  LogFormat logFormat(OptionValues values) {
    return values.choice(
        "--log-format",
        values
            .optional(logFormat)
            .or(() -> values.optional(System.getenv(CommonArguments.LOG_FORMAT)))
            .orElse("text"),
        LogFormat.class);
  }
}
