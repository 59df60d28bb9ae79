package io.dynalake.jobs.backfill;

import io.dynalake.dataset.commit.CommittedRun;
import io.dynalake.dataset.commit.DatasetLayout;
import io.dynalake.dataset.commit.NewFile;
import io.dynalake.dataset.convert.ItemSelection;
import io.dynalake.dataset.convert.PlanFindings;
import io.dynalake.error.ErrorCode;
import io.dynalake.error.JobException;
import io.dynalake.export.FullExport;
import io.dynalake.jobs.JobContext;
import io.dynalake.jobs.options.BackfillArguments;
import io.dynalake.jobs.options.RunName.Origin;
import io.dynalake.jobs.report.Acquired;
import io.dynalake.jobs.report.ReportFile;
import io.dynalake.jobs.report.RunReport;
import io.dynalake.jobs.report.RunReport.Status;
import io.dynalake.jobs.report.Summary;
import io.dynalake.jobs.report.page.RunDetails;
import io.dynalake.jobs.report.page.RunPage;
import io.dynalake.source.ExportFindings;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.DoubleSupplier;
import java.util.stream.Collectors;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.jspecify.annotations.Nullable;

/** Gathers the report of a run while it goes on. */
final class ReportBuilder {
  private final BackfillArguments arguments;
  private final Configuration hadoop;
  private final PageDetails page;
  private final long start = System.nanoTime();
  private final PhaseTimes times = new PhaseTimes();
  private RunReport.Source source;
  private volatile RunReport.Items items = new RunReport.Items(0, 0, 0, 0);
  private RunReport.Files files = new RunReport.Files(0, 0, 0, 0);
  private RunReport.Bytes bytes = new RunReport.Bytes(0, 0);
  private RunReport.Schema schema = new RunReport.Schema(0, List.of(), List.of(), List.of());
  private final Map<String, RunReport.Partition> partitions = new TreeMap<>();
  private final List<RunReport.Failure> errors = new ArrayList<>();
  private @Nullable Continuation from;
  private boolean decided;
  private DoubleSupplier ledger = () -> 0;

  ReportBuilder(BackfillArguments arguments, Optional<Acquired> acquired, Configuration hadoop) {
    this.arguments = arguments;
    this.hadoop = hadoop;
    this.page = new PageDetails(arguments);
    this.source =
        new RunReport.Source(arguments.export(), "", "", "", List.of(), acquired.orElse(null));
  }

  void source(FullExport export) {
    source =
        new RunReport.Source(
            export.location(),
            export.exportArn(),
            export.tableArn(),
            export.exportTime(),
            export.warnings(),
            source.acquired());
    files = new RunReport.Files(export.files().size(), 0, 0, 0);
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
    page.looked(findings, quarantine());
  }

  private String quarantine() {
    return layout().quarantine(runId()).toString();
  }

  private DatasetLayout layout() {
    return new DatasetLayout(new Path(arguments.target().location()));
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
    files = new RunReport.Files(files.total(), 0, 0, from.held().size());
    if (from.committedAt().isPresent() && !from.isDone()) {
      note(
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
   * @param seconds how long the run has waited for its ledger
   */
  void ledger(DoubleSupplier seconds) {
    ledger = seconds;
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
    files =
        new RunReport.Files(files.total(), files.completed(), files.failed() + 1, files.skipped());
  }

  /** The data files that do not verify. */
  void leftOut(Verified verified) {
    verified.findings().failures().forEach(f -> leftOut(f.key(), f.failure().orElse("")));
  }

  Set<String> failedFiles() {
    return errors.stream().map(RunReport.Failure::file).collect(Collectors.toSet());
  }

  long badItems() {
    return items.quarantined();
  }

  /** Items in the dataset by this start, for the ledger; asked by any thread. */
  Map<String, Long> counts() {
    RunReport.Items now = items;
    return Map.of(
        "read", now.read(),
        "written", now.written(),
        "filtered", now.filtered(),
        "quarantined", now.quarantined());
  }

  void converted(
      Verified verified, DatasetSchemas schemas, Outcome outcome, ItemSelection selection) {
    long bad = verified.findings().badItems() + outcome.refused();
    items =
        new RunReport.Items(
            items.read() + verified.findings().items() + verified.findings().badItems(),
            items.written() + outcome.items(),
            items.filtered() + verified.filtered(),
            items.quarantined() + bad);
    files =
        new RunReport.Files(
            files.total(),
            files.completed() + verified.verifying(),
            files.failed(),
            files.skipped());
    if (!decided) {
      schema = ReportedSchema.of(schemas);
      page.columns(schemas);
    }
    page.refused(outcome.refused(), quarantine());
    if (selection.filterOrNull() != null && verified.withoutTimestamp() > 0) {
      note(
          verified.withoutTimestamp()
              + " items have no readable "
              + String.join(".", selection.filterOrNull().path())
              + " and were "
              + (selection.filterOrNull().missing().name().equals("DROP") ? "dropped" : "kept")
              + " (--on-missing-updated-at)");
    }
  }

  private void note(String warning) {
    List<String> warnings = new ArrayList<>(source.warnings());
    warnings.add(warning);
    source =
        new RunReport.Source(
            source.export(),
            source.exportArn(),
            source.tableArn(),
            source.exportTime(),
            warnings,
            source.acquired());
  }

  void committed(CommittedRun committed, Verified verified, Outcome outcome) {
    times.end();
    Map<String, List<NewFile>> byDirectory =
        committed.files().stream()
            .collect(Collectors.groupingBy(NewFile::directory, TreeMap::new, Collectors.toList()));
    byDirectory.forEach(
        (directory, inIt) ->
            partitions.merge(
                directory,
                new RunReport.Partition(
                    directory,
                    outcome.items(directory, inIt),
                    inIt.size(),
                    inIt.stream().mapToLong(NewFile::bytes).sum()),
                RunReport.Partition::plus));
    page.committed(verified.findings());
    bytes =
        new RunReport.Bytes(
            bytes.read() + verified.storedBytes(),
            bytes.written() + committed.files().stream().mapToLong(NewFile::bytes).sum());
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
                + files.total()
                + " data files do not verify and were left out, the others are in the dataset; "
                + errors.stream()
                    .limit(10)
                    .map(e -> e.file() + ": " + e.message())
                    .collect(Collectors.joining("; "))
                + "; mend them and run the same command again, or `dynalake runs retry "
                + runId()
                + "`: it takes just those"));
  }

  /** Reports a run whose files are in the dataset, all or all but those that failed. */
  void ended(JobContext context) {
    publish(errors.isEmpty() ? Status.COMPLETED : Status.PARTIAL, context);
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
    publish(Status.ALREADY_DONE, context);
  }

  /** Reports a run that wrote nothing. The report itself may fail too; that is then a note. */
  void failed(JobException failure, JobContext context) {
    times.end();
    errors.add(new RunReport.Failure("", String.valueOf(failure.getMessage())));
    try {
      publish(Status.FAILED, context);
    } catch (JobException e) {
      context.progress().note(String.valueOf(e.getMessage()));
    }
  }

  private void publish(Status status, JobContext context) {
    RunReport report =
        new RunReport(
            runId(),
            "backfill",
            status,
            source,
            arguments.target().location(),
            items,
            files,
            bytes,
            List.copyOf(partitions.values()),
            schema,
            new RunReport.Seconds(
                PhaseTimes.since(start),
                times.of("verify"),
                times.of("convert"),
                times.of("commit"),
                PhaseTimes.rounded(ledger.getAsDouble())),
            errors);
    RunDetails details = page.details(status, context);
    List<String> locations = new ArrayList<>();
    locations.add(layout().report(name()).toString());
    arguments.report().ifPresent(locations::add);
    List<String> written =
        ReportFile.writeWithPage(
            report.toJson(),
            fileName -> RunPage.of(report, details, fileName),
            locations,
            hadoop,
            context.progress()::note);
    context.progress().close();
    context.out().print(Summary.of(report, written));
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
