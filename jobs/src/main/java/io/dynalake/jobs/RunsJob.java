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
import io.dynalake.ledger.RunState;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.regex.Pattern;

/** Tells what a ledger knows of runs. Starts no Spark, but to do again what failed. */
final class RunsJob implements Job<RunsArguments> {
  /** Of an earlier start, and not of the next. */
  private static final Pattern OF_ONE_START =
      Pattern.compile("--(run-id|ledger|force|dry-run)(=.*)?", Pattern.DOTALL);

  /** Somebody looks and waits for the answer. */
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  /** Among so many of the last runs it looks for those in a state. */
  private static final int MOST_RUNS = 10_000;

  private final BiConsumer<List<String>, JobContext> start;

  /**
   * @param start runs a job, with its name first
   */
  RunsJob(BiConsumer<List<String>, JobContext> start) {
    this.start = start;
  }

  /** What {@code runs list --json} prints. */
  public record RunList(List<RunView> runs) {}

  @Override
  public void run(RunsArguments arguments, JobContext context) {
    if (arguments.action() == RunsArguments.Action.RETRY) {
      retry(arguments, context);
      return;
    }
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
        case RETRY -> throw new IllegalStateException("a retry looks at no details");
      }
    }
  }

  /** Starts the job again as it was started, under the same id: it takes just what is missing. */
  private void retry(RunsArguments arguments, JobContext context) {
    RunRecord run;
    try (Ledger ledger = Ledgers.existing(arguments.ledger(), PATIENCE, context.progress()::note)) {
      run = required(ledger, arguments);
    }
    if (run.state() == RunState.COMPLETED) {
      context.out().println("run " + run.runId() + ": completed; nothing is to be done again");
      return;
    }
    List<String> command = new ArrayList<>(List.of(run.job()));
    run.options().stream()
        .filter(option -> !OF_ONE_START.matcher(option).matches())
        .forEach(command::add);
    command.add("--run-id=" + name(run));
    command.add("--ledger=" + arguments.ledger());
    start.accept(command, context);
  }

  /** As its user calls it: in a ledger of many tables it may have a number behind it. */
  private static String name(RunRecord run) {
    String option = "--run-id=";
    return run.options().stream()
        .filter(typed -> typed.startsWith(option))
        .map(typed -> typed.substring(option.length()))
        .reduce((first, last) -> last)
        .orElse(run.runId());
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
