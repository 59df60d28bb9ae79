package io.dynalake.jobs.options;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Option;

/** How a run is recorded and goes on, as typed. */
final class RecoveryOptions {
  @ArgGroup(validate = false, order = 0)
  private RunLedgerOptions ledger = new RunLedgerOptions();

  @Option(
      names = "--files-per-commit",
      paramLabel = "N",
      description =
          "Commit after every N data files, so that a crash costs no more. Default: as many as"
              + " make up 64 GB; with overwrite-partitions all.")
  private @Nullable String filesPerCommit;

  @Option(
      names = "--max-attempts",
      paramLabel = "N",
      description =
          "Try a data file that fails N times at most, over all starts of the run."
              + " Default: ${DEFAULT-VALUE}.")
  private String maxAttempts = "3";

  @Option(
      names = "--target-wait",
      paramLabel = "TIME",
      description =
          "Wait this long, e.g. 30m, for another run that writes to the target. Default: not at"
              + " all.")
  private @Nullable String targetWait;

  RecoveryArguments arguments(OptionValues values, Problems problems) {
    Optional<String> files = values.optional(filesPerCommit);
    return new RecoveryArguments(
        ledger.arguments(values, problems),
        files.isEmpty()
            ? OptionalInt.empty()
            : OptionalInt.of(
                (int)
                    values.count("--files-per-commit", files.orElseThrow(), 1, Integer.MAX_VALUE)),
        (int) values.count("--max-attempts", maxAttempts, 1, Integer.MAX_VALUE),
        values
            .optional(targetWait)
            .flatMap(time -> values.duration("--target-wait", time))
            .orElse(Duration.ZERO));
  }
}
