package io.dynalake.jobs.backfill;

import io.dynalake.dataset.PinnedDataset;
import io.dynalake.dataset.commit.CommittedRun;
import io.dynalake.dataset.commit.DatasetTransaction;
import io.dynalake.dataset.commit.RunIdentity;
import io.dynalake.dataset.commit.SchemaToPin;
import io.dynalake.dataset.convert.PlanFindings;
import io.dynalake.error.ErrorCode;
import io.dynalake.error.JobException;
import io.dynalake.export.DataFile;
import io.dynalake.export.FullExport;
import io.dynalake.jobs.JobContext;
import io.dynalake.jobs.backfill.Conversion.Place;
import io.dynalake.jobs.options.BackfillArguments;
import io.dynalake.jobs.options.BackfillArguments.BadFile;
import io.dynalake.jobs.run.RunLedger;
import io.dynalake.jobs.run.RunLedger.Read;
import io.dynalake.ledger.Failure;
import io.dynalake.ledger.PartRecord;
import io.dynalake.source.ExportFindings;
import io.dynalake.source.FileFindings;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Brings the data files that remain into the dataset: one commit after another, and their rows. */
final class Batches {
  private final BackfillArguments arguments;
  private final Conversion conversion;
  private final ReportBuilder report;
  private final JobContext context;
  private final DatasetTransaction transaction;
  private final RunLedger rows;
  private final Registry catalog;

  Batches(
      BackfillArguments arguments,
      Conversion conversion,
      ReportBuilder report,
      JobContext context,
      DatasetTransaction transaction,
      RunLedger rows,
      Registry catalog) {
    this.arguments = arguments;
    this.conversion = conversion;
    this.report = report;
    this.context = context;
    this.transaction = transaction;
    this.rows = rows;
    this.catalog = catalog;
  }

  void run(FullExport export, Continuation from) {
    FullExport left = export.withFiles(worthTrying(from.remaining()));
    transaction.next(from.identity());
    Optional<PinnedDataset> pinned =
        PinnedDataset.latest(transaction.schemas(), arguments.target().location());
    List<List<DataFile>> batches = batches(left.files());
    if (batches.size() == 1) {
      commit(left, from.identity(), new Pin(pinned, pinned), from.held().isEmpty());
      return;
    }
    Pin pin = new Pin(pinned, pinned);
    if (from.identity().batch() == 0) {
      // Before the first commit all items are looked at: they decide the schema together.
      pin = new Pin(pinned, lookAhead(left, pinned));
      Set<String> failed = report.failedFiles();
      batches = batches(left.files().stream().filter(f -> !failed.contains(f.key())).toList());
    }
    RunIdentity identity = from.identity();
    for (int i = 0; i < batches.size(); i++) {
      transaction.next(identity);
      context
          .progress()
          .note(
              "commit "
                  + (i + 1)
                  + " of "
                  + batches.size()
                  + ": "
                  + batches.get(i).size()
                  + " data files");
      boolean committed = commit(left.withFiles(batches.get(i)), identity, pin, false);
      if (committed) {
        identity = identity.withBatch(identity.batch() + 1);
        pin = new Pin(pin.decided(), pin.decided());
      }
    }
  }

  /**
   * The schema that a batch goes by.
   *
   * @param stored what the dataset is pinned to
   * @param decided what it is to be pinned to by the next commit; the same where nothing is new
   */
  private record Pin(Optional<PinnedDataset> stored, Optional<PinnedDataset> decided) {
    Optional<PinnedDataset> toStore(DatasetSchemas schemas) {
      return schemas.pin().isPresent() || stored.equals(decided) ? schemas.pin() : decided;
    }
  }

  private List<List<DataFile>> batches(List<DataFile> files) {
    return DataFrameDoor.needed(arguments)
        ? List.of(files)
        : CommitSizes.of(files, arguments.target().mode(), arguments.recovery().filesPerCommit());
  }

  /** All but those that failed as often as they may. */
  private List<DataFile> worthTrying(List<DataFile> files) {
    Map<String, PartRecord> failedOften = new LinkedHashMap<>();
    rows.failedOften(arguments.recovery().maxAttempts())
        .forEach(part -> failedOften.put(part.id(), part));
    if (failedOften.isEmpty()) {
      return files;
    }
    String named =
        failedOften.size()
            + " data files failed "
            + arguments.recovery().maxAttempts()
            + " times and are not tried again; "
            + failedOften.values().stream()
                .limit(10)
                .map(p -> p.id() + ": " + p.failure().map(Failure::message).orElse(""))
                .collect(Collectors.joining("; "))
            + "; mend them and raise --max-attempts";
    if (!skipsBadFiles() || failedOften.size() == files.size()) {
      throw new JobException(ErrorCode.BAD_DATA, arguments.export() + ": " + named);
    }
    context.progress().note(named);
    failedOften.forEach(
        (key, part) ->
            report.leftOut(
                key,
                part.failure().map(Failure::message).orElse("failed")
                    + " (not tried again: --max-attempts)"));
    return files.stream().filter(file -> !failedOften.containsKey(file.key())).toList();
  }

  private boolean skipsBadFiles() {
    return arguments.limits().onBadFile() == BadFile.SKIP;
  }

  private Optional<PinnedDataset> lookAhead(FullExport export, Optional<PinnedDataset> pinned) {
    report.begin("verify");
    rows.take(keys(export));
    ExportFindings<PlanFindings> findings = conversion.look(export, pinned);
    report.lookedAhead(findings);
    told(findings);
    findings.requireFiles(export.location(), skipsBadFiles());
    Verified verified = conversion.verified(export, findings, badItemsLeft());
    DatasetSchemas schemas = conversion.decide(findings, pinned);
    catalog.check(schemas);
    report.decided(schemas);
    report.leftOut(verified);
    return schemas.pin().or(() -> pinned);
  }

  /**
   * @param alone whether there is nothing of the run besides these files
   * @return false if no file verifies
   */
  private boolean commit(FullExport export, RunIdentity identity, Pin pin, boolean alone) {
    Place place = new Place(transaction, identity.commitId(), quarantine(identity), badItemsLeft());
    report.begin("verify");
    rows.take(keys(export));
    FirstPass.Result pass = conversion.firstPass(export, pin.decided(), place);
    ExportFindings<PlanFindings> findings = pass.findings();
    report.looked(findings);
    told(findings);
    if (alone || !skipsBadFiles()) {
      findings.requireFiles(export.location(), skipsBadFiles());
    }
    Verified verified = conversion.verified(export, findings, place.badItems());
    report.leftOut(verified);
    if (!export.files().isEmpty() && findings.failures().size() == export.files().size()) {
      return false;
    }
    DatasetSchemas schemas = conversion.decide(findings, pin.decided());
    catalog.check(schemas);
    report.begin("convert");
    Optional<Outcome> early = conversion.early(pass, verified, schemas, place);
    if (early.isPresent() && pass.isOnlyOne()) {
      report.convertedWhileVerifying();
    }
    Outcome outcome = early.orElseGet(() -> conversion.secondPass(pass, verified, schemas, place));
    report.converted(verified, schemas, outcome, conversion.selection());

    report.begin("commit");
    context.progress().start("commit", outcome.files(), 0);
    Map<String, Read> done = read(findings);
    // With a ledger out of reach, or taken over, nothing is committed.
    rows.beat();
    CommittedRun committed =
        outcome.commit(
            transaction,
            pin.toStore(schemas).map(p -> new SchemaToPin(p.version(), p.toJson())).orElse(null),
            Continuation.details(done, verified.findings().badItems() + outcome.refused()));
    context.progress().update(outcome.files(), 0, 0);
    report.committed(committed, verified, outcome);
    completed(done, identity);
    return true;
  }

  /** Of each commit its own: its files are named by their place among its data files. */
  private String quarantine(RunIdentity identity) {
    String ofRun = transaction.layout().quarantine(identity.runId()).toString();
    return identity.batch() == 0 ? ofRun : ofRun + "/" + identity.batch();
  }

  /** Those of earlier commits count, by whichever start they were made. */
  private long badItemsLeft() {
    return Math.max(0, arguments.limits().badItems() - report.badItems());
  }

  private void completed(Map<String, Read> done, RunIdentity identity) {
    try {
      rows.completed(done);
    } catch (JobException e) {
      throw new JobException(
          e.code(),
          "run "
              + identity.runId()
              + ": "
              + done.size()
              + " data files are in the dataset, but the ledger could not be told ("
              + e.getMessage()
              + "); start the same command again, it corrects the ledger and goes on",
          e);
    }
  }

  /** Tells the ledger which files failed. */
  private void told(ExportFindings<PlanFindings> findings) {
    Map<String, Failure> failures = new LinkedHashMap<>();
    for (FileFindings file : findings.failures()) {
      failures.put(file.key(), Failure.of(file.failureCode(), file.failure().orElse("")));
    }
    rows.failed(failures);
  }

  private static Set<String> keys(FullExport export) {
    Set<String> keys = new HashSet<>();
    export.files().forEach(file -> keys.add(file.key()));
    return keys;
  }

  private static Map<String, Read> read(ExportFindings<PlanFindings> findings) {
    Map<String, Read> read = new LinkedHashMap<>();
    for (FileFindings file : findings.files()) {
      if (file.failure().isEmpty()) {
        read.put(file.key(), new Read(file.items() + file.badLines().length, file.storedBytes()));
      }
    }
    return read;
  }
}
