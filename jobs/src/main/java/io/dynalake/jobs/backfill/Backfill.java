package io.dynalake.jobs.backfill;

import io.dynalake.dataset.PinnedDataset;
import io.dynalake.dataset.commit.CommittedRun;
import io.dynalake.dataset.commit.DatasetTransaction;
import io.dynalake.dataset.commit.RunIdentity;
import io.dynalake.dataset.commit.SchemaStore;
import io.dynalake.dataset.commit.SchemaToPin;
import io.dynalake.dataset.commit.Targets;
import io.dynalake.dataset.commit.WriteMode;
import io.dynalake.dataset.convert.ConvertPlan;
import io.dynalake.dataset.convert.ConvertResult;
import io.dynalake.dataset.convert.ConvertSettings;
import io.dynalake.dataset.convert.Converter;
import io.dynalake.dataset.convert.ItemSelection;
import io.dynalake.dataset.convert.PlanFindings;
import io.dynalake.dataset.partition.PartitionSpec;
import io.dynalake.error.ErrorCode;
import io.dynalake.error.JobException;
import io.dynalake.export.DataFile;
import io.dynalake.export.Exports;
import io.dynalake.export.FullExport;
import io.dynalake.jobs.JobContext;
import io.dynalake.jobs.SparkFailures;
import io.dynalake.jobs.SparkStart;
import io.dynalake.jobs.acquire.Acquisition;
import io.dynalake.jobs.options.BackfillArguments;
import io.dynalake.jobs.options.BackfillArguments.BadFile;
import io.dynalake.jobs.options.TableArguments;
import io.dynalake.jobs.progress.ProgressListener;
import io.dynalake.jobs.report.Acquired;
import io.dynalake.schema.ProfileOptions;
import io.dynalake.source.ExportFindings;
import io.dynalake.source.FileFindings;
import io.dynalake.source.ProfileSettings;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.jspecify.annotations.Nullable;

/** One run of the backfill job: verify and profile, decide the schema, convert, commit, report. */
public final class Backfill {
  /** Journal entry: keys of the data files that a partial run left out, one per line. */
  private static final String LEFT_OUT = "filesLeftOut";

  private final BackfillArguments arguments;
  private final JobContext context;
  private final SparkStart start;
  private final Configuration hadoop;
  private final ProgressListener progress;
  private final ItemSelection selection;
  private final ReportBuilder report;
  private final CatalogStep catalog;

  /**
   * @param acquired what was landed of a table before, if one is to be converted
   */
  private Backfill(
      BackfillArguments arguments,
      Optional<Acquired> acquired,
      JobContext context,
      SparkStart start,
      CatalogStep catalog) {
    this.arguments = arguments;
    this.catalog = catalog;
    this.context = context;
    this.selection = arguments.selection();
    this.start = start;
    this.hadoop = start.hadoop();
    this.progress = new ProgressListener(() -> start.context().sc(), context.progress());
    this.report = new ReportBuilder(arguments, acquired, hadoop);
  }

  /**
   * @throws JobException if it was not done completely; then the dataset is as it was, unless the
   *     code is PARTIAL
   */
  public static void run(BackfillArguments arguments, JobContext context) {
    DataFrameDoor.refuseWhatItCannot(arguments);
    try (SparkStart start =
        SparkStart.begin(
            "dynalake backfill " + arguments.runId(), CatalogStep.sparkSettings(arguments))) {
      CatalogStep catalog = CatalogStep.begin(arguments, start);
      if (arguments.table().isEmpty()) {
        run(new Backfill(arguments, Optional.empty(), context, start, catalog));
        return;
      }
      TableArguments table = arguments.table().orElseThrow();
      Targets.refuseOverlap(table.landing(), arguments.target().location(), start.hadoop());
      Acquisition acquisition =
          new Acquisition(table, arguments.run(), arguments.timeZone(), start, context.progress());
      if (arguments.dryRun()) {
        context.progress().close();
        context.out().print("dry run: nothing is read\n\n" + acquisition.estimateText());
        return;
      }
      Acquired acquired = acquisition.run();
      BackfillArguments landed = arguments.withExport(acquired.exports().get(0).location());
      run(new Backfill(landed, Optional.of(acquired), context, start, catalog));
    }
  }

  private static void run(Backfill backfill) {
    try {
      backfill.run();
    } finally {
      backfill.progress.stop();
    }
  }

  private void run() {
    FullExport export = Exports.open(arguments.export(), hadoop);
    report.source(export);
    export.warnings().forEach(context.progress()::note);
    String target = arguments.target().location();
    Targets.refuseOverlap(export.location(), target, hadoop);
    if (arguments.dryRun()) {
      dryRun(export);
      return;
    }
    var identity =
        new RunIdentity(arguments.runId(), "backfill", Fingerprint.of(export, arguments));
    WriteMode mode = Settings.writeMode(arguments);
    try (var transaction =
        DatasetTransaction.begin(target, hadoop, identity, mode, context.progress()::note)) {
      transaction.recovered().forEach(context.progress()::note);
      try {
        convert(export, transaction, mode);
      } catch (Exception e) {
        JobException failure = SparkFailures.unwrap(e);
        if (failure.code() != ErrorCode.PARTIAL) {
          report.failed(failure, context);
        }
        throw failure;
      }
    }
  }

  private void convert(FullExport whole, DatasetTransaction transaction, WriteMode mode) {
    Optional<CommittedRun> earlier =
        arguments.force() ? Optional.empty() : transaction.alreadyDone();
    FullExport export = earlier.isPresent() ? leftOut(whole, earlier.orElseThrow(), mode) : whole;
    if (export.files().isEmpty() && earlier.isPresent()) {
      catalog.register(earlier.stream().toList(), context);
      report.alreadyDone(earlier.orElseThrow(), context);
      return;
    }
    String quarantine = transaction.layout().quarantine(arguments.runId()).toString();
    Optional<PinnedDataset> pinned =
        PinnedDataset.latest(transaction.schemas(), arguments.target().location());
    report.begin("verify");
    FirstPass.Result pass = firstPass(export, pinned, quarantine, transaction);
    Verified verified = verified(export, pass.findings());
    DatasetSchemas schemas = decide(verified.findings(), pinned);
    catalog.check(schemas);
    Outcome outcome = convert(pass, verified, schemas, transaction, quarantine);
    report.converted(verified, schemas, outcome, selection);

    report.begin("commit");
    context.progress().start("commit", outcome.files(), 0);
    List<String> failed = verified.findings().failures().stream().map(FileFindings::key).toList();
    CommittedRun committed =
        outcome.commit(
            transaction,
            schemas.pin().map(p -> new SchemaToPin(p.version(), p.toJson())).orElse(null),
            Map.of(LEFT_OUT, String.join("\n", failed)));
    context.progress().update(outcome.files(), 0, 0);
    catalog.register(Stream.concat(earlier.stream(), Stream.of(committed)).toList(), context);
    report.committed(committed, verified, outcome, context);
  }

  /** Of an export that an earlier run took but for some files: just those. */
  private static FullExport leftOut(FullExport export, CommittedRun earlier, WriteMode mode) {
    String keys = earlier.details().getOrDefault(LEFT_OUT, "");
    if (mode == WriteMode.OVERWRITE_PARTITIONS && !keys.isEmpty()) {
      // Only all files together replace a partition.
      return export;
    }
    Set<String> wanted = new HashSet<>(keys.lines().toList());
    List<DataFile> files = export.files().stream().filter(f -> wanted.contains(f.key())).toList();
    return new FullExport(
        export.id(),
        export.location(),
        export.exportArn(),
        export.tableArn(),
        export.exportTime(),
        files,
        export.warnings());
  }

  /** By a guess, where there is something to go by, the data files are read in this pass only. */
  private FirstPass.Result firstPass(
      FullExport export,
      Optional<PinnedDataset> pinned,
      String quarantine,
      DatasetTransaction transaction) {
    ProfileOptions options = profileOptions(pinned);
    Optional<ConvertPlan> guess =
        DataFrameDoor.needed(arguments)
            ? Optional.empty()
            : Guess.plan(
                arguments,
                selection,
                convertSettings(0, quarantine),
                export,
                pinned,
                options,
                hadoop,
                () -> start.context().defaultParallelism());
    FirstPass pass = firstPass(export, options, quarantine);
    if (guess.isEmpty()) {
      return pass.look(ofItems());
    }
    return selection.scatters()
        ? pass.scatter(guess.orElseThrow())
        : pass.convert(guess.orElseThrow(), Settings.parquet(arguments), transaction.taskOutputs());
  }

  /**
   * @param quarantine folder for malformed items; null to keep none
   */
  private FirstPass firstPass(
      FullExport export, ProfileOptions options, @Nullable String quarantine) {
    return new FirstPass(
        start.context(),
        hadoop,
        export,
        new ProfileSettings(options, arguments.limits().badItems(), quarantine),
        progress,
        arguments.limits().partitions());
  }

  private ProfileOptions profileOptions(Optional<PinnedDataset> pinned) {
    return arguments.schema().profileOptions(pinned.map(PinnedDataset::mapPaths).orElse(Set.of()));
  }

  /** Ends the run if what was found is not to be converted. */
  private Verified verified(FullExport export, ExportFindings<PlanFindings> findings) {
    findings.requireFiles(export.location(), arguments.limits().onBadFile() == BadFile.SKIP);
    findings.requireItems(export.location(), arguments.limits().badItems());
    AttributeCheck.check(findings.profiles().values(), ofItems(), arguments);
    return Verified.of(export, findings);
  }

  private Outcome convert(
      FirstPass.Result pass,
      Verified verified,
      DatasetSchemas schemas,
      DatasetTransaction transaction,
      String quarantine) {
    report.begin("convert");
    Optional<ConvertResult> early =
        pass.converted(
            schemas.datasets(selection.partitions()),
            Settings.parquet(arguments),
            transaction.taskOutputs());
    if (early.isPresent()) {
      if (pass.isOnlyOne()) {
        report.convertedWhileVerifying();
      }
      verified.requireAll(early.orElseThrow(), arguments.limits().badItems());
      return Outcome.of(early.orElseThrow());
    }
    pass.misfit().ifPresent(why -> context.progress().note("a second pass is needed: " + why));
    progress.begin("convert", verified.files().size(), verified.storedBytes());
    return DataFrameDoor.needed(arguments)
        ? new DataFrameDoor(arguments, selection, start.context(), hadoop)
            .convert(verified, schemas, transaction)
        : convertDirectly(verified, schemas, transaction, quarantine);
  }

  /** What can be said of items alone: a query's result has columns of its own to partition by. */
  private ItemSelection ofItems() {
    return arguments.sql().isEmpty()
        ? selection
        : new ItemSelection(
            PartitionSpec.unpartitioned(),
            selection.zone(),
            selection.filterOrNull(),
            selection.entityOrNull());
  }

  private DatasetSchemas decide(
      ExportFindings<PlanFindings> findings, Optional<PinnedDataset> pinned) {
    return DatasetSchemas.decide(
        findings.profiles(), arguments.schema().typingOptions(), selection.partitions(), pinned);
  }

  private ConvertSettings convertSettings(long badItems, @Nullable String quarantine) {
    return new ConvertSettings(
        arguments.runId(),
        arguments.output().targetFileSize(),
        arguments.limits().badItems() - badItems,
        quarantine,
        arguments.timeZone());
  }

  private ConvertPlan plan(Verified verified, DatasetSchemas schemas, @Nullable String quarantine) {
    return ConvertPlan.of(
        ofItems(),
        convertSettings(verified.findings().badItems(), quarantine),
        schemas.datasets(selection.partitions()),
        verified.files(),
        verified.findings().probe().directories().sizes(),
        verified.jsonBytes(),
        start.context().defaultParallelism());
  }

  private Outcome convertDirectly(
      Verified verified,
      DatasetSchemas schemas,
      DatasetTransaction transaction,
      String quarantine) {
    ConvertResult result =
        verified.kept() == 0
            ? ConvertResult.nothing()
            : Converter.run(
                start.context(),
                plan(verified, schemas, quarantine),
                Settings.parquet(arguments),
                transaction.taskOutputs(),
                hadoop);
    progress.end(verified.files().size(), verified.findings().items(), verified.storedBytes());
    verified.requireAll(result, arguments.limits().badItems());
    return Outcome.of(result);
  }

  private void dryRun(FullExport export) {
    String target = arguments.target().location();
    Optional<PinnedDataset> pinned = PinnedDataset.latest(SchemaStore.at(target, hadoop), target);
    try {
      var pass = firstPass(export, profileOptions(pinned), null).look(ofItems());
      Verified verified = verified(export, pass.findings());
      DatasetSchemas schemas = decide(verified.findings(), pinned);
      String text =
          DryRun.text(arguments, export, verified, schemas, plan(verified, schemas, null));
      context.progress().close();
      context.out().print(text);
    } catch (Exception e) {
      throw SparkFailures.unwrap(e);
    }
  }
}
