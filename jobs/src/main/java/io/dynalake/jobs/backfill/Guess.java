package io.dynalake.jobs.backfill;

import io.dynalake.dataset.PinnedDataset;
import io.dynalake.dataset.convert.ConvertPlan;
import io.dynalake.dataset.convert.ConvertResult;
import io.dynalake.dataset.convert.ConvertSettings;
import io.dynalake.dataset.convert.EarlyResult;
import io.dynalake.dataset.convert.ItemSelection;
import io.dynalake.error.JobException;
import io.dynalake.export.FullExport;
import io.dynalake.jobs.options.BackfillArguments;
import io.dynalake.schema.ProfileOptions;
import io.dynalake.source.ExportSample;
import io.dynalake.source.ItemProbe;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.IntSupplier;
import org.apache.hadoop.conf.Configuration;

/**
 * A plan made from the first items, by which all items are converted while they are verified. All
 * promises are kept as if there were none: what was converted counts only if the schema inferred
 * from all items is the one that was guessed.
 */
record Guess(ConvertPlan plan) {

  /** Empty where items scatter over directories, or where the first items give no schema. */
  static Optional<Guess> of(
      BackfillArguments arguments,
      ItemSelection selection,
      ConvertSettings settings,
      FullExport export,
      Optional<PinnedDataset> pinned,
      ProfileOptions options,
      Configuration hadoop,
      IntSupplier cores) {
    if (selection.scatters() || DataFrameDoor.needed(arguments) || arguments.dryRun()) {
      return Optional.empty();
    }
    Optional<ExportSample> sample = ExportSample.of(export, hadoop, options);
    if (sample.isEmpty()) {
      return Optional.empty();
    }
    DatasetSchemas schemas;
    try {
      schemas =
          DatasetSchemas.decide(
              Map.of(ItemProbe.WHOLE, sample.orElseThrow().profile()),
              arguments.schema().typingOptions(),
              selection.partitions(),
              pinned);
    } catch (JobException e) {
      // An option may name what only later items have; of all items it is said with reason.
      return Optional.empty();
    }
    return Optional.of(
        new Guess(
            ConvertPlan.of(
                selection,
                settings,
                schemas.datasets(selection.partitions()),
                export.files().stream()
                    .map(file -> new ConvertPlan.Input(file, new long[0]))
                    .toList(),
                new TreeMap<>(),
                sample.orElseThrow().jsonBytes(),
                cores.getAsInt())));
  }

  /** What was converted, if all items prove the guess right. */
  Optional<ConvertResult> confirmed(Verified verified, List<ConvertPlan.Dataset> datasets) {
    EarlyResult early = verified.findings().probe().early();
    return early.misfits().isEmpty() && plan.writesLike(datasets)
        ? Optional.of(early.toConvertResult())
        : Optional.empty();
  }
}
