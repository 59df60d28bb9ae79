package io.dynalake.jobs;

import io.dynalake.error.ErrorCode;
import io.dynalake.error.JobException;
import io.dynalake.jobs.options.RunsArguments;
import io.dynalake.jobs.report.ReportFile;
import io.dynalake.jobs.runs.RunDetails;
import io.dynalake.jobs.runs.RunView;
import io.dynalake.jobs.runs.RunsText;
import io.dynalake.jobs.runs.Watch;
import io.dynalake.ledger.Ledger;
import io.dynalake.ledger.Ledgers;
import io.dynalake.ledger.RunRecord;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/** Tells what a ledger knows of runs. Starts no Spark. */
final class RunsJob implements Job<RunsArguments> {
  /** Somebody looks and waits for the answer. */
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  /** Among so many of the last runs it looks for those in a state. */
  private static final int MOST_RUNS = 10_000;

  /** What {@code runs list --json} prints. */
  public record RunList(List<RunView> runs) {}

  @Override
  public void run(RunsArguments arguments, JobContext context) {
    Duration patience =
        arguments.action() == RunsArguments.Action.WATCH ? Ledgers.PATIENCE : PATIENCE;
    try (Ledger ledger = Ledgers.existing(arguments.ledger(), patience, context.progress()::note)) {
      switch (arguments.action()) {
        case LIST -> list(ledger, arguments, context);
        case SHOW -> {
          RunDetails details = details(ledger, required(ledger, arguments));
          print(arguments, context, details, RunsText.show(details));
        }
        case FAILED -> {
          RunDetails details = details(ledger, required(ledger, arguments));
          print(arguments, context, details, RunsText.failed(details));
        }
        case WATCH -> {
          Watch watch = new Watch(ledger, context.progress(), arguments.every());
          RunDetails details = details(ledger, watch.await(required(ledger, arguments)));
          print(arguments, context, details, RunsText.show(details));
          Watch.requireCompleted(details);
        }
      }
    }
  }

  private static void list(Ledger ledger, RunsArguments arguments, JobContext context) {
    Instant now = Instant.now();
    int most = arguments.state().isPresent() ? MOST_RUNS : arguments.limit();
    List<RunView> runs =
        ledger.runs(most).stream()
            .filter(run -> arguments.state().map(run.state()::equals).orElse(true))
            .limit(arguments.limit())
            .map(run -> RunView.of(run, now))
            .toList();
    context
        .out()
        .print(arguments.json() ? ReportFile.json(new RunList(runs)) : RunsText.list(runs));
  }

  private static RunRecord required(Ledger ledger, RunsArguments arguments) {
    String runId = arguments.runId();
    return ledger
        .run(runId)
        .orElseThrow(
            () ->
                new JobException(
                    ErrorCode.INPUT_MISSING,
                    "run "
                        + runId
                        + ": it is not in this "
                        + ledger
                        + "; `dynalake runs list` shows those that are, --ledger names another"
                        + " ledger"));
  }

  private static RunDetails details(Ledger ledger, RunRecord run) {
    return RunDetails.of(run, ledger.parts(run.runId(), Set.of()), Instant.now());
  }

  private static void print(
      RunsArguments arguments, JobContext context, RunDetails details, String text) {
    context.out().print(arguments.json() ? ReportFile.json(details) : text);
  }
}
