package io.dynalake.jobs.apply;

import io.dynalake.changes.Applied;
import io.dynalake.changes.Sources;
import io.dynalake.changes.StateTable;
import io.dynalake.changes.TableIdentity;
import io.dynalake.changes.Window;
import io.dynalake.changes.WindowPlan;
import io.dynalake.error.ErrorCode;
import io.dynalake.error.JobException;
import io.dynalake.export.pitr.ExportKind;
import io.dynalake.export.pitr.ExportKind.Incremental;
import io.dynalake.jobs.JobContext;
import io.dynalake.jobs.SparkFailures;
import io.dynalake.jobs.SparkStart;
import io.dynalake.jobs.acquire.Acquisition;
import io.dynalake.jobs.acquire.TableRun;
import io.dynalake.jobs.options.ApplyArguments;
import io.dynalake.jobs.options.JobCommand;
import io.dynalake.jobs.options.PitrArguments;
import io.dynalake.jobs.options.PitrArguments.Changes;
import io.dynalake.jobs.options.TableArguments;
import io.dynalake.ledger.Failure;
import io.dynalake.ledger.Ledger;
import io.dynalake.ledger.Ledgers;
import io.dynalake.ledger.RunState;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Has DynamoDB export what the landing of a table lacks up to now. */
final class Follow {
  private final ApplyArguments arguments;
  private final TableArguments table;
  private final JobContext context;
  private final SparkStart start;
  private final Acquisition looked;

  Follow(ApplyArguments arguments, TableArguments table, JobContext context, SparkStart start) {
    this.arguments = arguments;
    this.table = table;
    this.context = context;
    this.start = start;
    this.looked = acquisition(table.pitr().exportTime(), Optional.empty());
  }

  TableIdentity identity() {
    return new TableIdentity(looked.table().arn(), looked.table().id());
  }

  /** The partition key first. */
  List<String> keys() {
    return looked.table().keys();
  }

  /**
   * Exports what is missing, if DynamoDB would: it does no less than a quarter of an hour.
   *
   * @param landed what is there
   */
  void export(Sources landed, StateTable state) {
    Optional<Instant> reached = state.applied().map(Applied::to);
    if (reached.isEmpty() && state.needsBase()) {
      if (landed.base().isPresent()) {
        reached = landed.base().map(Sources::time);
      } else {
        landAll();
        return;
      }
    }
    List<Window> windows = landed.windows().stream().map(Window::of).toList();
    List<Window> more = WindowPlan.of(windows, reached, arguments.allowed()).toApply();
    Instant from =
        more.isEmpty()
            ? reached.orElseThrow(this::nothingToFollow)
            : more.get(more.size() - 1).to();
    Instant now = Instant.now();
    if (Duration.between(from, now).compareTo(Incremental.SHORTEST) < 0) {
      context
          .progress()
          .note(
              "changes are exported up to " + from + "; DynamoDB exports no less than 15 minutes");
      return;
    }
    land(
        table.pitr().exportTime(),
        Optional.of(
            new Changes(Optional.of(from), Optional.of(now), ExportKind.View.NEW_AND_OLD_IMAGES)));
  }

  /**
   * Exports all items, as they were at a whole second, for that is where windows begin: of an item
   * that came in the second of an export of now, and went within the first window, no line tells.
   */
  private void landAll() {
    Optional<Instant> time =
        table.pitr().exportTime().or(() -> looked.recoveryWindow().lastSecond());
    time.ifPresent(at -> context.progress().note("begins with all items as of " + at));
    land(time, Optional.empty());
  }

  /** Recorded as what it is, an export, which can be made again without this job. */
  private void land(Optional<Instant> exportTime, Optional<Changes> changes) {
    long began = System.nanoTime();
    List<String> options =
        JobCommand.EXPORT.known(context.options()).stream()
            .filter(option -> !option.startsWith("--report=") && !option.startsWith("--run-id="))
            .toList();
    try (Ledger ledger =
            Ledgers.open(
                arguments.records().ledger().uri(),
                arguments.records().ledger().patience(),
                context.progress()::note);
        TableRun run =
            new TableRun(
                ledger,
                new TableRun.Job("export", Optional.empty(), "", options),
                (System.nanoTime() - began) / 1e9)) {
      try {
        acquisition(exportTime, changes).run(run);
        run.end(RunState.COMPLETED, Optional.empty());
      } catch (Exception e) {
        JobException failure = SparkFailures.unwrap(e);
        run.end(RunState.FAILED, Optional.of(Failure.of(failure)));
        throw failure;
      }
    }
  }

  private JobException nothingToFollow() {
    return new JobException(
        ErrorCode.USAGE,
        "--follow: there is no export of the table in "
            + table.landing()
            + " that changes could follow, and a change log does not begin with items; make the"
            + " first one by `dynalake export --table … --via pitr --incremental --from …`");
  }

  private Acquisition acquisition(Optional<Instant> exportTime, Optional<Changes> changes) {
    PitrArguments pitr = table.pitr();
    TableArguments wanted =
        new TableArguments(
            table.table(),
            TableArguments.Via.PITR,
            table.scan(),
            new PitrArguments(
                exportTime,
                changes,
                pitr.window(),
                pitr.format(),
                pitr.bucketOwner(),
                pitr.encryption(),
                pitr.reuse(),
                pitr.waitTimeout()),
            table.partitionKey());
    return new Acquisition(
        wanted, arguments.run(), arguments.reading().zone(), start, context.progress());
  }
}
