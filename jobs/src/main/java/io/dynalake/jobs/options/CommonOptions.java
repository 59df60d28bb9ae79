package io.dynalake.jobs.options;

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
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Print this help.")
  boolean help;
}
