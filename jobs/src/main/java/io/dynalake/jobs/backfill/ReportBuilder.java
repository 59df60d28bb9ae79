package io.dynalake.jobs.backfill;

import io.dynalake.dataset.catalog.Registration;
import io.dynalake.dataset.commit.CommittedRun;
import io.dynalake.dataset.convert.ItemSelection;
import io.dynalake.dataset.convert.PlanFindings;
import io.dynalake.error.ErrorCode;
import io.dynalake.error.JobException;
import io.dynalake.export.FullExport;
import io.dynalake.jobs.JobContext;
import io.dynalake.jobs.options.BackfillArguments;
import io.dynalake.jobs.options.RunName.Origin;
import io.dynalake.jobs.report.Acquired;
import io.dynalake.jobs.report.RunReport;
import io.dynalake.jobs.report.RunReport.Status;
import io.dynalake.jobs.report.page.RunDetails;
import io.dynalake.jobs.run.RunLedger;
import io.dynalake.source.ExportFindings;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.hadoop.conf.Configuration;
import org.jspecify.annotations.Nullable;

/** Gathers the report of a run while it goes on. */
final class ReportBuilder {
  private final BackfillArguments arguments;
  private final Publication publication;
  private final Tally tally = new Tally();
  private final PageDetails page;
  private final long start = System.nanoTime();
  private final PhaseTimes times = new PhaseTimes();
  private final ReportedSource source;
  private RunReport.Schema schema = new RunReport.Schema(0, List.of(), List.of(), List.of());
  private List<RunReport.CatalogTable> catalog = List.of();
  private final List<RunReport.Failure> errors = new ArrayList<>();
  private @Nullable Continuation from;
  private boolean decided;
  private Optional<RunLedger> rows = Optional.empty();
  private double opened;

  ReportBuilder(BackfillArguments arguments, Optional<Acquired> acquired, Configuration hadoop) {
    this.arguments = arguments;
    this.publication = new Publication(arguments, hadoop);
    this.page = new PageDetails(arguments);
    this.source = new ReportedSource(arguments.export(), acquired);
  }

  void source(FullExport export) {
    source.opened(export);
    tally.begin(export.files().size(), 0);
  }

  /** Begins a phase and ends the one before. */
  void begin(String name) {
    // All was verified before where the schema is decided ahead.
    times.begin(decided && name.equals("verify") ? "convert" : name);
  }

  /** What a look at all data files found, before they are read again batch by batch. */
  void lookedAhead(ExportFindings<PlanFindings> findings) {
    page.files(findings);
  }

  /** What the first pass found, whether or not the run goes on with it. */
  void looked(ExportFindings<PlanFindings> findings) {
    page.looked(findings, publication.quarantine(runId()));
  }

  /** The items were converted while they were verified: one phase did it all. */
  void convertedWhileVerifying() {
    times.end();
    if (!decided) {
      times.add("verify", "convert");
    }
  }

  /** The run goes on behind what the dataset holds of it. */
  void goesOn(Continuation from) {
    this.from = from;
    tally.begin(tally.files().total(), from.held().size());
    if (from.committedAt().isPresent() && !from.isDone()) {
      source.note(
          "goes on with run "
              + from.identity().runId()
              + ": "
              + from.held().size()
              + " of its data files are in the dataset, "
              + from.remaining().size()
              + " are not");
    }
  }

  /**
   * @param entered the run in the ledger
   * @param seconds that it took to open the ledger
   */
  void recorded(RunLedger entered, double seconds) {
    rows = Optional.of(entered);
    opened = seconds;
  }

  /** Of all items, where they are converted in several batches. */
  void decided(DatasetSchemas schemas) {
    schema = ReportedSchema.of(schemas);
    page.columns(schemas);
    decided = true;
  }

  /** A data file that is not converted. */
  void leftOut(String key, String why) {
    errors.add(new RunReport.Failure(key, why));
    tally.leftOut();
  }

  /** The data files that do not verify. */
  void leftOut(Verified verified) {
    verified.findings().failures().forEach(f -> leftOut(f.key(), f.failure().orElse("")));
  }

  Set<String> failedFiles() {
    return errors.stream().map(RunReport.Failure::file).collect(Collectors.toSet());
  }

  /** Malformed items of all commits so far, those of earlier starts included. */
  long badItems() {
    return tally.items().quarantined() + (from == null ? 0 : from.badItems());
  }

  /** Items in the dataset by this start, for the ledger; asked by any thread. */
  Map<String, Long> counts() {
    return tally.counts();
  }

  void converted(
      Verified verified, DatasetSchemas schemas, Outcome outcome, ItemSelection selection) {
    tally.converted(verified, outcome);
    if (!decided) {
      schema = ReportedSchema.of(schemas);
      page.columns(schemas);
    }
    page.refused(outcome.refused(), publication.quarantine(runId()));
    if (selection.filterOrNull() != null && verified.withoutTimestamp() > 0) {
      source.note(
          verified.withoutTimestamp()
              + " items have no readable "
              + String.join(".", selection.filterOrNull().path())
              + " and were "
              + (selection.filterOrNull().missing().name().equals("DROP") ? "dropped" : "kept")
              + " (--on-missing-updated-at)");
    }
  }

  void committed(CommittedRun committed, Verified verified, Outcome outcome) {
    times.end();
    tally.committed(committed, verified, outcome);
    page.committed(verified.findings());
  }

  /** If some data files are not in the dataset, what is to be said about it. */
  Optional<JobException> partial() {
    if (errors.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new JobException(
            ErrorCode.PARTIAL,
            source.export()
                + ": "
                + errors.size()
                + " of "
                + tally.files().total()
                + " data files do not verify and were left out, the others are in the dataset; "
                + errors.stream()
                    .limit(10)
                    .map(e -> e.file() + ": " + e.message())
                    .collect(Collectors.joining("; "))
                + "; mend them and run the same command again, or `dynalake runs retry "
                + runId()
                + "`: it takes just those"));
  }

  /** The catalog knows the dataset. */
  void registered(List<Registration> tables) {
    times.end();
    catalog =
        tables.stream()
            .map(
                t ->
                    new RunReport.CatalogTable(
                        t.table(), t.created(), t.partitionsAdded(), t.columnsAdded()))
            .toList();
  }

  /** Reports a run whose files are in the dataset, and the catalog could not be told. */
  void notRegistered(JobException failure, JobContext context) {
    failed(Status.NOT_REGISTERED, failure, context);
  }

  /** Reports a run whose files are in the dataset, all or all but those that failed. */
  void ended(JobContext context) {
    publish(errors.isEmpty() ? Status.COMPLETED : Status.PARTIAL, Optional.empty(), context);
  }

  void alreadyDone(JobContext context) {
    context
        .progress()
        .note(
            "already done: run "
                + runId()
                + committedAt()
                + " brought this export into "
                + arguments.target().location()
                + "; --force does it once more");
    publish(Status.ALREADY_DONE, Optional.empty(), context);
  }

  /** Reports a run that wrote nothing. */
  void failed(JobException failure, JobContext context) {
    failed(Status.FAILED, failure, context);
  }

  /** The report itself may fail too; that is then a note. */
  private void failed(Status status, JobException failure, JobContext context) {
    times.end();
    errors.add(new RunReport.Failure("", String.valueOf(failure.getMessage())));
    try {
      publish(status, Optional.of(failure), context);
    } catch (JobException e) {
      context.progress().note(String.valueOf(e.getMessage()));
    }
  }

  private void publish(Status status, Optional<JobException> failure, JobContext context) {
    RunReport report =
        new RunReport(
            runId(),
            "backfill",
            status,
            source.report(),
            arguments.target().location(),
            tally.items(),
            tally.files(),
            tally.bytes(),
            tally.partitions(),
            schema,
            catalog,
            seconds(),
            errors);
    context.meters().tell(report.figures());
    var next = new NextSteps(arguments, context.command(), rows.map(RunLedger::runId));
    RunDetails details =
        page.details(
            context.progress().phases(),
            rows.map(RunLedger::attempts).orElse(Map.of()),
            next.after(status, failure));
    publication.publish(report, details, name(), context);
  }

  private RunReport.Seconds seconds() {
    return new RunReport.Seconds(
        PhaseTimes.since(start),
        PhaseTimes.rounded(times.of("verify")),
        PhaseTimes.rounded(times.of("convert")),
        PhaseTimes.rounded(times.of("commit")),
        PhaseTimes.rounded(times.of("catalog")),
        PhaseTimes.rounded(opened + rows.map(RunLedger::seconds).orElse(0.0)));
  }

  private String committedAt() {
    return from == null ? "" : from.committedAt().map(time -> " of " + time).orElse("");
  }

  /** Each start has a report of its own: by the name it was given, else by its first commit. */
  private String name() {
    return from == null
            || (arguments.run().origin() == Origin.GIVEN && !arguments.runId().equals(runId()))
        ? arguments.runId()
        : from.identity().commitId();
  }

  private String runId() {
    return from == null ? arguments.runId() : from.identity().runId();
  }
}
