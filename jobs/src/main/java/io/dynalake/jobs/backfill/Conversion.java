package io.dynalake.jobs.backfill;

import io.dynalake.dataset.PinnedDataset;
import io.dynalake.dataset.commit.DatasetTransaction;
import io.dynalake.dataset.convert.ConvertPlan;
import io.dynalake.dataset.convert.ConvertResult;
import io.dynalake.dataset.convert.ConvertSettings;
import io.dynalake.dataset.convert.Converter;
import io.dynalake.dataset.convert.ItemSelection;
import io.dynalake.dataset.convert.PlanFindings;
import io.dynalake.dataset.partition.PartitionSpec;
import io.dynalake.export.FullExport;
import io.dynalake.host.ClusterCores;
import io.dynalake.jobs.JobContext;
import io.dynalake.jobs.SparkStart;
import io.dynalake.jobs.options.BackfillArguments;
import io.dynalake.jobs.progress.ProgressListener;
import io.dynalake.schema.ProfileOptions;
import io.dynalake.source.ExportFindings;
import io.dynalake.source.ProfileSettings;
import java.util.Optional;
import java.util.Set;
import org.apache.hadoop.conf.Configuration;
import org.jspecify.annotations.Nullable;

/**
 * From data files to staged rows: verify and profile, decide the schema, convert. Nothing of it is
 * seen by readers before the commit.
 */
final class Conversion {
  private final BackfillArguments arguments;
  private final JobContext context;
  private final SparkStart start;
  private final Configuration hadoop;
  private final ProgressListener progress;
  private final ItemSelection selection;

  Conversion(
      BackfillArguments arguments,
      JobContext context,
      SparkStart start,
      ProgressListener progress) {
    this.arguments = arguments;
    this.context = context;
    this.start = start;
    this.hadoop = start.hadoop();
    this.progress = progress;
    this.selection = arguments.selection();
  }

  /**
   * Where the rows of a conversion go.
   *
   * @param name of the commit, part of the names of files
   * @param quarantine folder for malformed items
   * @param badItems how many of them are still allowed
   */
  record Place(DatasetTransaction transaction, String name, String quarantine, long badItems) {}

  ItemSelection selection() {
    return selection;
  }

  /**
   * Reads the data files and verifies them.
   *
   * <p>By a guess, where there is something to go by, they are read in this pass only.
   */
  FirstPass.Result firstPass(FullExport export, Optional<PinnedDataset> pinned, Place place) {
    ProfileOptions options = profileOptions(pinned);
    Optional<ConvertPlan> guess =
        DataFrameDoor.needed(arguments)
            ? Optional.empty()
            : Guess.plan(
                arguments,
                selection,
                settings(place, 0),
                export,
                pinned,
                options,
                hadoop,
                () -> ClusterCores.of(start.context()));
    FirstPass pass = firstPass(export, options, place.quarantine(), place.badItems());
    if (guess.isEmpty()) {
      return pass.look(ofItems());
    }
    return selection.scatters()
        ? pass.scatter(guess.orElseThrow())
        : pass.convert(
            guess.orElseThrow(), Settings.parquet(arguments), place.transaction().taskOutputs());
  }

  /** Reads the data files, and writes nothing. */
  ExportFindings<PlanFindings> look(FullExport export, Optional<PinnedDataset> pinned) {
    return firstPass(export, profileOptions(pinned), null, arguments.limits().badItems())
        .look(ofItems())
        .findings();
  }

  /** Ends the run if what was found is not to be converted. */
  Verified verified(FullExport export, ExportFindings<PlanFindings> findings, long badItems) {
    findings.requireItems(export.location(), badItems);
    AttributeCheck.check(findings.profiles().values(), ofItems(), arguments);
    return Verified.of(export, findings);
  }

  DatasetSchemas decide(ExportFindings<PlanFindings> findings, Optional<PinnedDataset> pinned) {
    return DatasetSchemas.decide(
        findings.profiles(), arguments.schema().typingOptions(), selection.partitions(), pinned);
  }

  /** What the first pass staged of the files that verify, if it did and its guess holds. */
  Optional<Outcome> early(
      FirstPass.Result pass, Verified verified, DatasetSchemas schemas, Place place) {
    Optional<ConvertResult> early =
        pass.converted(
            schemas.datasets(selection.partitions()),
            Settings.parquet(arguments),
            place.transaction().taskOutputs());
    early.ifPresent(result -> verified.requireAll(result, place.badItems()));
    return early.map(Outcome::of);
  }

  /** Reads the files that verify again, and stages all their items. */
  Outcome secondPass(
      FirstPass.Result pass, Verified verified, DatasetSchemas schemas, Place place) {
    pass.misfit().ifPresent(why -> context.progress().note("a second pass is needed: " + why));
    progress.begin("convert", verified.files().size(), verified.storedBytes());
    return DataFrameDoor.needed(arguments)
        ? new DataFrameDoor(arguments, selection, start.context(), hadoop)
            .convert(verified, schemas, place.transaction())
        : convertDirectly(verified, schemas, place);
  }

  private Outcome convertDirectly(Verified verified, DatasetSchemas schemas, Place place) {
    ConvertResult result =
        verified.kept() == 0
            ? ConvertResult.nothing()
            : Converter.run(
                start.context(),
                plan(verified, schemas, settings(place, verified.findings().badItems())),
                Settings.parquet(arguments),
                place.transaction().taskOutputs(),
                hadoop);
    progress.end(verified.files().size(), verified.findings().items(), verified.storedBytes());
    verified.requireAll(result, place.badItems());
    return Outcome.of(result);
  }

  /** How the second pass would go. */
  ConvertPlan plan(Verified verified, DatasetSchemas schemas) {
    return plan(
        verified,
        schemas,
        settings(
            arguments.runId(),
            arguments.limits().badItems() - verified.findings().badItems(),
            null));
  }

  private ConvertPlan plan(Verified verified, DatasetSchemas schemas, ConvertSettings settings) {
    return ConvertPlan.of(
        ofItems(),
        settings,
        schemas.datasets(selection.partitions()),
        verified.files(),
        verified.findings().probe().directories().sizes(),
        verified.jsonBytes(),
        ClusterCores.of(start.context()));
  }

  private ConvertSettings settings(Place place, long badItems) {
    return settings(place.name(), place.badItems() - badItems, place.quarantine());
  }

  private ConvertSettings settings(String name, long badItems, @Nullable String quarantine) {
    return new ConvertSettings(
        name, arguments.output().targetFileSize(), badItems, quarantine, arguments.timeZone());
  }

  /**
   * @param quarantine folder for malformed items; null to keep none
   */
  private FirstPass firstPass(
      FullExport export, ProfileOptions options, @Nullable String quarantine, long badItems) {
    return new FirstPass(
        start.context(),
        hadoop,
        export,
        new ProfileSettings(options, badItems, quarantine),
        progress,
        arguments.limits().partitions());
  }

  private ProfileOptions profileOptions(Optional<PinnedDataset> pinned) {
    return arguments.schema().profileOptions(pinned.map(PinnedDataset::mapPaths).orElse(Set.of()));
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
}
