package io.dynalake.jobs.backfill;

import io.dynalake.dataset.PinnedDataset;
import io.dynalake.dataset.commit.DatasetLayout;
import io.dynalake.dataset.commit.DatasetTransaction;
import io.dynalake.dataset.commit.LeaseTerms;
import io.dynalake.dataset.commit.RunIdentity;
import io.dynalake.dataset.commit.SchemaStore;
import io.dynalake.dataset.commit.Targets;
import io.dynalake.error.JobException;
import io.dynalake.export.Exports;
import io.dynalake.export.FullExport;
import io.dynalake.jobs.JobContext;
import io.dynalake.jobs.SparkFailures;
import io.dynalake.jobs.SparkStart;
import io.dynalake.jobs.acquire.Acquisition;
import io.dynalake.jobs.acquire.TableRun;
import io.dynalake.jobs.options.BackfillArguments;
import io.dynalake.jobs.options.BackfillArguments.BadFile;
import io.dynalake.jobs.options.LedgerArguments;
import io.dynalake.jobs.options.TableArguments;
import io.dynalake.jobs.progress.ProgressListener;
import io.dynalake.jobs.report.Acquired;
import io.dynalake.jobs.run.RunLedger;
import io.dynalake.ledger.Failure;
import io.dynalake.ledger.Ledger;
import io.dynalake.ledger.Ledgers;
import io.dynalake.ledger.PartKind;
import io.dynalake.ledger.PartRecord;
import io.dynalake.ledger.RunRecord;
import io.dynalake.ledger.RunState;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;

/** One run of the backfill job, from its beginning or from where an earlier start left it. */
public final class Backfill {
  private final BackfillArguments arguments;
  private final JobContext context;
  private final Configuration hadoop;
  private final ProgressListener progress;
  private final Conversion conversion;
  private final ReportBuilder report;
  private final Registry catalog;
  private final Optional<Landed> landed;

  /** What was landed of a table before, and the run that did it and goes on with converting. */
  private record Landed(Acquired acquired, TableRun run) {}

  private Backfill(
      BackfillArguments arguments,
      Optional<Landed> landed,
      JobContext context,
      SparkStart start,
      Registry catalog) {
    this.arguments = arguments;
    this.catalog = catalog;
    this.context = context;
    this.hadoop = start.hadoop();
    this.progress = new ProgressListener(() -> start.context().sc(), context.progress());
    this.conversion = new Conversion(arguments, context, start, progress);
    this.report = new ReportBuilder(arguments, landed.map(Landed::acquired), hadoop);
    this.landed = landed;
  }

  /**
   * @throws JobException if it was not done completely; then the dataset is as it was, unless the
   *     message says how much of it is there
   */
  public static void run(BackfillArguments arguments, JobContext context) {
    DataFrameDoor.refuseWhatItCannot(arguments);
    try (SparkStart start =
        SparkStart.begin(
            "dynalake backfill " + arguments.runId(),
            CatalogStep.sparkSettings(arguments),
            context.meters())) {
      Registry catalog = Registry.begin(arguments, start);
      if (arguments.table().isEmpty()) {
        run(new Backfill(arguments, Optional.empty(), context, start, catalog));
        return;
      }
      TableArguments table = arguments.table().orElseThrow();
      Targets.refuseOverlap(table.landing(), arguments.target().location(), start.hadoop());
      Acquisition acquisition =
          new Acquisition(table, arguments.run(), arguments.timeZone(), start, context.progress());
      context.meters().table(acquisition.table().arn());
      if (arguments.dryRun()) {
        context.progress().close();
        context.out().print("dry run: nothing is read\n\n" + acquisition.estimateText());
        return;
      }
      long began = System.nanoTime();
      try (Ledger ledger = ledger(arguments, context);
          TableRun run = new TableRun(ledger, job(arguments, context, start), since(began))) {
        try {
          Landed landed = landed(acquisition, run, arguments, context, start);
          BackfillArguments whole =
              arguments.withLanded(landed.acquired().exports().get(0).location(), run.runId());
          run(new Backfill(whole, Optional.of(landed), context, start, catalog));
        } catch (Exception e) {
          JobException failure = SparkFailures.unwrap(e);
          end(run, failure);
          throw failure;
        }
      }
    }
  }

  /** Reports its failure, as long as there is no conversion that would. */
  private static Landed landed(
      Acquisition acquisition,
      TableRun run,
      BackfillArguments arguments,
      JobContext context,
      SparkStart start) {
    ReportBuilder report = new ReportBuilder(arguments, Optional.empty(), start.hadoop());
    try {
      return new Landed(acquisition.run(run), run);
    } catch (Exception e) {
      JobException failure = SparkFailures.unwrap(e);
      run.rows().ifPresent(rows -> report.recorded(rows, run.opened()));
      report.failed(failure, context);
      throw failure;
    }
  }

  private static TableRun.Job job(
      BackfillArguments arguments, JobContext context, SparkStart start) {
    return new TableRun.Job(
        "backfill",
        Optional.of(target(arguments, start.hadoop())),
        Fingerprint.ofWork(arguments),
        context.options());
  }

  /** Does nothing where the conversion has ended the run already. */
  private static void end(TableRun run, JobException failure) {
    try {
      run.end(RunState.FAILED, Optional.of(Failure.of(failure)));
    } catch (JobException untold) {
      failure.addSuppressed(untold);
    }
  }

  private static double since(long nanos) {
    return (System.nanoTime() - nanos) / 1e9;
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
    context.meters().table(export.tableArn());
    export.warnings().forEach(context.progress()::note);
    Targets.refuseOverlap(export.location(), arguments.target().location(), hadoop);
    if (arguments.dryRun()) {
      dryRun(export);
      return;
    }
    if (landed.isPresent()) {
      TableRun run = landed.orElseThrow().run();
      run(export, run.ledger(), run.opened());
      return;
    }
    long began = System.nanoTime();
    try (Ledger ledger = ledger(arguments, context)) {
      run(export, ledger, since(began));
    }
  }

  private void run(FullExport export, Ledger ledger, double opened) {
    var fresh = new RunIdentity(arguments.runId(), "backfill", Fingerprint.of(export, arguments));
    RunIdentity known = known(fresh, ledger);
    try (var transaction =
        DatasetTransaction.begin(
            arguments.target().location(),
            hadoop,
            known,
            Settings.writeMode(arguments),
            LeaseTerms.DEFAULT.withPatience(arguments.recovery().targetWait()),
            context.progress()::note)) {
      transaction.recovered().forEach(context.progress()::note);
      Continuation from =
          Continuation.of(
              export,
              transaction.uses(known) ? fresh : known,
              catalog.counted(transaction.committed()),
              arguments.force());
      report.goesOn(from);
      try (RunLedger rows = rows(ledger, row(export, from), from.isDone())) {
        if (!rows.runId().equals(from.identity().runId())) {
          context.progress().note("in the ledger this run is " + rows.runId());
        }
        report.recorded(rows, opened);
        rows.enter(parts(export), from.held());
        run(export, from, transaction, rows);
      }
    }
  }

  /** Those of the run that landed the table, which is the same one; else of a run of its own. */
  private RunLedger rows(Ledger ledger, RunRecord run, boolean done) {
    // One that is completed, with nothing left to do, is the same one too.
    Optional<RunLedger> begun =
        landed.flatMap(table -> table.run().rows()).filter(rows -> done || rows.isRunning());
    begun.ifPresent(rows -> rows.count(report::counts));
    return begun.orElseGet(() -> RunLedger.begin(ledger, run, done, report::counts));
  }

  /** The run of the same source that an earlier start did not end, unless this one has a name. */
  private RunIdentity known(RunIdentity fresh, Ledger ledger) {
    if (arguments.run().isLasting()) {
      return fresh;
    }
    return ledger
        .latest(fresh.job(), target(), fresh.sourceFingerprint())
        .filter(run -> run.state() != RunState.COMPLETED)
        .map(run -> new RunIdentity(run.runId(), fresh.job(), fresh.sourceFingerprint()))
        .orElse(fresh);
  }

  private String target() {
    return target(arguments, hadoop);
  }

  /** Qualified: a ledger may serve many working directories. */
  private static String target(BackfillArguments arguments, Configuration hadoop) {
    return DatasetLayout.at(arguments.target().location(), hadoop).root().toString();
  }

  private static Ledger ledger(BackfillArguments arguments, JobContext context) {
    LedgerArguments ledger = arguments.recovery().ledger();
    return Ledgers.open(ledger.uri(), ledger.patience(), context.progress()::note);
  }

  private RunRecord row(FullExport export, Continuation from) {
    return RunRecord.begin(
        from.identity().runId(),
        from.identity().job(),
        export.location(),
        target(),
        from.identity().sourceFingerprint(),
        landed.map(table -> table.run().options()).orElseGet(context::options),
        RunLedger.thisProcess(),
        Instant.now());
  }

  private static List<PartRecord> parts(FullExport export) {
    Instant now = Instant.now();
    return export.files().stream()
        .map(f -> PartRecord.pending(f.key(), PartKind.DATA_FILE, f.location(), now))
        .toList();
  }

  private void run(
      FullExport export, Continuation from, DatasetTransaction transaction, RunLedger rows) {
    try {
      if (!from.isDone()) {
        new Batches(arguments, conversion, report, context, transaction, rows, catalog)
            .run(export, from);
      }
    } catch (Exception e) {
      JobException failure = SparkFailures.unwrap(e);
      report.failed(failure, context);
      try {
        rows.end(RunState.FAILED, Optional.of(Failure.of(failure)));
      } catch (JobException untold) {
        failure.addSuppressed(untold);
      }
      throw failure;
    }
    Optional<JobException> unregistered = unregistered(transaction);
    Optional<JobException> missing = unregistered.or(report::partial);
    rows.end(missing.isPresent() ? RunState.PARTIAL : RunState.COMPLETED, missing.map(Failure::of));
    if (unregistered.isPresent()) {
      report.notRegistered(unregistered.orElseThrow(), context);
    } else if (from.isDone()) {
      report.alreadyDone(context);
    } else {
      report.ended(context);
    }
    missing.ifPresent(
        failure -> {
          throw failure;
        });
  }

  /** Registers what is committed; why that could not be, if so. */
  private Optional<JobException> unregistered(DatasetTransaction transaction) {
    if (!catalog.isWanted()) {
      return Optional.empty();
    }
    try {
      report.begin("catalog");
      report.registered(catalog.register(transaction::committed, context));
      return Optional.empty();
    } catch (Exception e) {
      return Optional.of(SparkFailures.unwrap(e));
    }
  }

  private void dryRun(FullExport export) {
    String target = arguments.target().location();
    Optional<PinnedDataset> pinned = PinnedDataset.latest(SchemaStore.at(target, hadoop), target);
    try {
      var findings = conversion.look(export, pinned);
      boolean skip = arguments.limits().onBadFile() == BadFile.SKIP;
      findings.requireFiles(export.location(), skip);
      Verified verified = conversion.verified(export, findings, arguments.limits().badItems());
      DatasetSchemas schemas = conversion.decide(verified.findings(), pinned);
      catalog.check(schemas);
      String text =
          DryRun.text(arguments, export, verified, schemas, conversion.plan(verified, schemas));
      context.progress().close();
      context.out().print(text);
    } catch (Exception e) {
      throw SparkFailures.unwrap(e);
    }
  }
}
