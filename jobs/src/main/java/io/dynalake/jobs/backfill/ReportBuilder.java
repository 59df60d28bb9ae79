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
import io.dynalake.jobs.report.Acquired;
import io.dynalake.jobs.report.ReportFile;
import io.dynalake.jobs.report.RunReport;
import io.dynalake.jobs.report.RunReport.Status;
import io.dynalake.jobs.report.Summary;
import io.dynalake.jobs.report.page.RunDetails;
import io.dynalake.jobs.report.page.RunPage;
import io.dynalake.schema.Conflict;
import io.dynalake.schema.InferredSchema;
import io.dynalake.source.ExportFindings;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;

/** Gathers the report of a run while it goes on. */
final class ReportBuilder {
  private final BackfillArguments arguments;
  private final Configuration hadoop;
  private final PageDetails page;
  private final long start = System.nanoTime();
  private final Map<String, Long> began = new HashMap<>();
  private final Map<String, Double> took = new HashMap<>();
  private String phase = "";
  private RunReport.Source source;
  private RunReport.Items items = new RunReport.Items(0, 0, 0, 0);
  private RunReport.Files files = new RunReport.Files(0, 0, 0, 0);
  private RunReport.Bytes bytes = new RunReport.Bytes(0, 0);
  private RunReport.Schema schema = new RunReport.Schema(0, List.of(), List.of(), List.of());
  private List<RunReport.Partition> partitions = List.of();
  private List<RunReport.Failure> errors = List.of();

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
    endPhase();
    phase = name;
    began.put(name, System.nanoTime());
  }

  /** What the first pass found, whether or not the run goes on with it. */
  void looked(ExportFindings<PlanFindings> findings) {
    page.looked(findings, quarantine());
  }

  private String quarantine() {
    return layout().quarantine(arguments.runId()).toString();
  }

  private DatasetLayout layout() {
    return new DatasetLayout(new Path(arguments.target().location()));
  }

  /** The items were converted while they were verified: one phase did it all. */
  void convertedWhileVerifying() {
    endPhase();
    took.merge("convert", took("verify"), Double::sum);
    took.remove("verify");
  }

  private void endPhase() {
    Long since = began.remove(phase);
    if (since != null) {
      took.put(phase, seconds(since));
    }
  }

  void converted(
      Verified verified, DatasetSchemas schemas, Outcome outcome, ItemSelection selection) {
    long bad = verified.findings().badItems() + outcome.refused();
    items =
        new RunReport.Items(
            verified.findings().items() + verified.findings().badItems(),
            outcome.items(),
            verified.filtered(),
            bad);
    int total = verified.export().files().size();
    int failed = verified.findings().failures().size();
    files = new RunReport.Files(total, total - failed, failed, 0);
    schema = schema(schemas);
    page.converted(schemas, outcome, quarantine());
    errors =
        verified.findings().failures().stream()
            .map(f -> new RunReport.Failure(f.key(), f.failure().orElse("")))
            .toList();
    if (selection.filterOrNull() != null && verified.withoutTimestamp() > 0) {
      List<String> warnings = new ArrayList<>(source.warnings());
      warnings.add(
          verified.withoutTimestamp()
              + " items have no readable "
              + String.join(".", selection.filterOrNull().path())
              + " and were "
              + (selection.filterOrNull().missing().name().equals("DROP") ? "dropped" : "kept")
              + " (--on-missing-updated-at)");
      source =
          new RunReport.Source(
              source.export(),
              source.exportArn(),
              source.tableArn(),
              source.exportTime(),
              warnings,
              source.acquired());
    }
  }

  private static RunReport.Schema schema(DatasetSchemas schemas) {
    List<RunReport.Column> columns = new ArrayList<>();
    List<String> changes = new ArrayList<>();
    List<RunReport.Conflict> conflicts = new ArrayList<>();
    schemas
        .byEntity()
        .forEach(
            (entity, decided) -> {
              String prefix = entity.isEmpty() ? "" : entity + "/";
              for (InferredSchema.Column column : decided.inferred().columns(decided.schema())) {
                columns.add(
                    new RunReport.Column(
                        prefix + column.name(),
                        column.attribute(),
                        column.type(),
                        column.dynamodbTypes().stream().map(Enum::name).toList(),
                        column.present()));
              }
              decided.changes().forEach(change -> changes.add(prefix + change));
              for (Conflict conflict : decided.inferred().conflicts()) {
                conflicts.add(
                    new RunReport.Conflict(
                        prefix + conflict.path(),
                        conflict.counts().keySet().stream().map(Enum::name).toList(),
                        "string"));
              }
            });
    return new RunReport.Schema(schemas.version(), columns, changes, conflicts);
  }

  /** Ends a run whose files are in the dataset; throws PARTIAL if some files are not. */
  void committed(CommittedRun committed, Verified verified, Outcome outcome, JobContext context) {
    endPhase();
    Map<String, List<NewFile>> byDirectory =
        committed.files().stream()
            .collect(Collectors.groupingBy(NewFile::directory, TreeMap::new, Collectors.toList()));
    List<RunReport.Partition> written = new ArrayList<>();
    byDirectory.forEach(
        (directory, inIt) ->
            written.add(
                new RunReport.Partition(
                    directory,
                    outcome.items(directory, inIt),
                    inIt.size(),
                    inIt.stream().mapToLong(NewFile::bytes).sum())));
    partitions = written;
    bytes =
        new RunReport.Bytes(
            verified.storedBytes(), committed.files().stream().mapToLong(NewFile::bytes).sum());
    boolean partial = !errors.isEmpty();
    publish(partial ? Status.PARTIAL : Status.COMPLETED, context);
    if (partial) {
      throw new JobException(
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
              + "; mend them and run the same command again, it takes just those");
    }
  }

  void alreadyDone(CommittedRun earlier, JobContext context) {
    files = new RunReport.Files(files.total(), 0, 0, files.total());
    context
        .progress()
        .note(
            "already done: run "
                + earlier.run().runId()
                + " of "
                + earlier.committedAt()
                + " brought this export into "
                + arguments.target().location()
                + "; --force does it once more");
    publish(Status.ALREADY_DONE, context);
  }

  /** Reports a run that wrote nothing. The report itself may fail too; that is then a note. */
  void failed(JobException failure, JobContext context) {
    endPhase();
    errors = List.of(new RunReport.Failure("", String.valueOf(failure.getMessage())));
    try {
      publish(Status.FAILED, context);
    } catch (JobException e) {
      context.progress().note(String.valueOf(e.getMessage()));
    }
  }

  private void publish(Status status, JobContext context) {
    RunReport report =
        new RunReport(
            arguments.runId(),
            "backfill",
            status,
            source,
            arguments.target().location(),
            items,
            files,
            bytes,
            partitions,
            schema,
            new RunReport.Seconds(seconds(start), took("verify"), took("convert"), took("commit")),
            errors);
    RunDetails details = page.details(status, context);
    List<String> locations = new ArrayList<>();
    locations.add(layout().report(arguments.runId()).toString());
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

  private double took(String name) {
    return took.getOrDefault(name, 0.0);
  }

  private static double seconds(long since) {
    return Math.round((System.nanoTime() - since) / 1e6) / 1e3;
  }
}
