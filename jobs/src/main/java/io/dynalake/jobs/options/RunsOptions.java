package io.dynalake.jobs.options;

import io.dynalake.jobs.options.RunsArguments.Action;
import io.dynalake.ledger.RunState;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options of {@code runs} as typed. */
@Command(
    name = "runs",
    sortOptions = false,
    customSynopsis = {
      "runs list [--limit N] [--state STATE] [OPTIONS]",
      "                runs show|failed|retry|watch RUN [OPTIONS]"
    },
    usageHelpWidth = 100,
    description =
        "Lists runs, shows how one went and what failed, does again what failed, watches one.",
    footerHeading = "%nExamples%n",
    footer = {
      "  dynalake runs list --state failed --limit 5",
      "  dynalake runs show 20260301T101530-4be19f",
      "  dynalake runs failed 20260301T101530-4be19f --json",
      "  dynalake runs retry 20260301T101530-4be19f",
      "  dynalake runs watch nightly-0301 --ledger 'jdbc:postgresql://db/lake?user=etl'"
    })
final class RunsOptions implements JobOptions<RunsArguments> {
  @Option(
      names = "--action",
      paramLabel = "WORD",
      description =
          "The same as the first word: list, show, failed, retry or watch. Glue passes no words.")
  private @Nullable String action;

  @Option(names = "--run", paramLabel = "RUN", description = "The same as the second word: a run.")
  private @Nullable String run;

  @Mixin private LedgerOptions ledger = new LedgerOptions();

  @Option(
      names = "--limit",
      paramLabel = "N",
      description = "Runs to list, the newest first. Default: ${DEFAULT-VALUE}.")
  private String limit = "20";

  @Option(
      names = "--state",
      paramLabel = "STATE",
      description = "Only runs that are running, completed, partial or failed.")
  private @Nullable String state;

  @Option(
      names = "--every",
      paramLabel = "TIME",
      description = "How often to look at a run that is watched. Default: ${DEFAULT-VALUE}.")
  private String every = "2s";

  @Option(names = "--json", description = "JSON instead of tables.")
  private boolean json;

  @Override
  public RunsArguments arguments(Problems problems, Supplier<String> newRunId) {
    OptionValues values = new OptionValues(problems);
    Action what = action(values, problems);
    Optional<String> given = values.optional(run);
    if (what.takesRun() && given.isEmpty()) {
      problems.add(
          OptionValues.typed(what)
              + ": the run is missing; give its id, which `dynalake runs list` shows");
    } else if (!what.takesRun() && given.isPresent()) {
      problems.add(
          OptionValues.typed(what) + ": it takes no run; leave " + given.orElseThrow() + " out");
    }
    Duration pause = values.duration("--every", every).orElse(Duration.ZERO);
    if (pause.isNegative()) {
      problems.add("--every: '" + every + "' is negative");
    }
    return new RunsArguments(
        what,
        given.map(id -> values.runId("run", id)).orElse(""),
        ledger.arguments(values, problems),
        (int) values.count("--limit", limit, 1, 10_000),
        values.optional(state).map(s -> values.choice("--state", s, RunState.class)),
        json,
        pause);
  }

  private Action action(OptionValues values, Problems problems) {
    Optional<String> typed = values.optional(action);
    if (typed.isEmpty()) {
      problems.add("runs: what to do is missing; give list, show, failed, retry or watch");
    }
    return typed.map(a -> values.choice("runs", a, Action.class)).orElse(Action.LIST);
  }
}
