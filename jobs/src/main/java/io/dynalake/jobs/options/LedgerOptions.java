package io.dynalake.jobs.options;

import io.dynalake.ledger.Ledgers;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where the state of runs is kept. */
final class LedgerOptions {
  /** Variable of the environment that names the ledger where no option does. */
  static final String VARIABLE = "DYNALAKE_LEDGER";

  private static final String DEFAULT = "dynalake-ledger.db";

  @Option(
      names = "--ledger",
      paramLabel = "URI",
      description =
          "Where runs are recorded: a SQLite file, jdbc:postgresql://host/db?user=name or"
              + " dynamodb://table. Default: DYNALAKE_LEDGER in the environment, else "
              + DEFAULT
              + ".")
  private @Nullable String ledger;

  /** The ledger's URI; no password is in it. */
  String arguments(OptionValues values, Problems problems) {
    return arguments(values, problems, System.getenv());
  }

  private String arguments(
      OptionValues values, Problems problems, Map<String, String> environment) {
    String uri =
        values
            .optional(ledger)
            .or(() -> Optional.ofNullable(environment.get(VARIABLE)).filter(v -> !v.isBlank()))
            .orElse(DEFAULT);
    problems.check("--ledger", () -> Ledgers.check(uri));
    return uri;
  }
}
