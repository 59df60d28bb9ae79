package io.dynalake.jobs.backfill;

import io.dynalake.dataset.PinnedDataset;
import io.dynalake.dataset.convert.ConvertPlan;
import io.dynalake.dataset.convert.ConvertSettings;
import io.dynalake.dataset.convert.ItemSelection;
import io.dynalake.dataset.convert.PlanFindings;
import io.dynalake.dataset.convert.PlanProbe;
import io.dynalake.dataset.partition.PartitionStats.Size;
import io.dynalake.error.JobException;
import io.dynalake.export.FullExport;
import io.dynalake.jobs.options.BackfillArguments;
import io.dynalake.schema.ProfileOptions;
import io.dynalake.source.ExportSample;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.IntSupplier;
import org.apache.hadoop.conf.Configuration;

/**
 * A plan made from the first items, by which the data files are read and parsed but once: items are
 * converted, or sent to the shuffle, while they are verified. All promises are kept as if there
 * were none: what was done early counts only if all items prove the guess right; else there is a
 * second pass.
 */
final class Guess {
  private final BackfillArguments arguments;
  private final ItemSelection selection;
  private final ConvertSettings settings;
  private final FullExport export;
  private final ExportSample<PlanFindings> sample;
  private final IntSupplier cores;

  private Guess(
      BackfillArguments arguments,
      ItemSelection selection,
      ConvertSettings settings,
      FullExport export,
      ExportSample<PlanFindings> sample,
      IntSupplier cores) {
    this.arguments = arguments;
    this.selection = selection;
    this.settings = settings;
    this.export = export;
    this.sample = sample;
    this.cores = cores;
  }

  /**
   * Empty where the first items tell too little.
   *
   * @param cores asked when all else is done
   */
  static Optional<ConvertPlan> plan(
      BackfillArguments arguments,
      ItemSelection selection,
      ConvertSettings settings,
      FullExport export,
      Optional<PinnedDataset> pinned,
      ProfileOptions options,
      Configuration hadoop,
      IntSupplier cores) {
    var probes = PlanProbe.Factory.counting(selection, arguments.limits().partitions());
    return ExportSample.of(export, hadoop, options, probes)
        .map(sample -> new Guess(arguments, selection, settings, export, sample, cores))
        .flatMap(guess -> guess.plan(pinned));
  }

  /** With the columns that the first items have, and the directories that they go to. */
  private Optional<ConvertPlan> plan(Optional<PinnedDataset> pinned) {
    DatasetSchemas schemas;
    try {
      schemas =
          DatasetSchemas.decide(
              sample.profiles(),
              arguments.schema().typingOptions(),
              selection.partitions(),
              pinned);
    } catch (JobException e) {
      // An option may name what only later items have; of all items it is said with reason.
      return Optional.empty();
    }
    SortedMap<String, Size> directories = directories();
    return selection.scatters() && directories.isEmpty()
        ? Optional.empty()
        : Optional.of(plan(schemas.datasets(selection.partitions()), directories));
  }

  /** What all items will bring to the directories, if they are like the first ones. */
  private SortedMap<String, Size> directories() {
    var directories = new TreeMap<String, Size>();
    sample
        .probe()
        .directories()
        .sizes()
        .forEach(
            (directory, size) ->
                directories.put(
                    directory,
                    new Size(
                        (long) (size.items() / sample.share()),
                        (long) (size.bytes() / sample.share()))));
    return directories;
  }

  private ConvertPlan plan(
      List<ConvertPlan.Dataset> datasets, SortedMap<String, Size> directories) {
    return ConvertPlan.of(
        selection,
        settings,
        datasets,
        export.files().stream().map(file -> new ConvertPlan.Input(file, new long[0])).toList(),
        directories,
        sample.jsonBytes(),
        cores.getAsInt());
  }
}
