package io.dynalake.jobs.backfill;

import io.dynalake.dataset.PinnedDataset;
import io.dynalake.dataset.catalog.Registration;
import io.dynalake.dataset.commit.CommittedRun;
import io.dynalake.dataset.commit.DatasetLayout;
import io.dynalake.dataset.commit.SchemaStore;
import io.dynalake.dataset.iceberg.Added;
import io.dynalake.dataset.iceberg.IcebergDataset;
import io.dynalake.error.JobException;
import io.dynalake.jobs.JobContext;
import io.dynalake.jobs.options.BackfillArguments;
import io.dynalake.jobs.options.BackfillArguments.WriteMode;
import io.dynalake.schema.ItemSchema;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.hadoop.conf.Configuration;

/**
 * Adds what a run committed to the Iceberg table, in one snapshot. It goes by what is committed: so
 * a run that finds all done adds what a crash left out.
 */
final class IcebergStep implements Registry {
  private final BackfillArguments arguments;
  private final Configuration hadoop;
  private final IcebergDataset dataset;

  private IcebergStep(BackfillArguments arguments, Configuration hadoop, IcebergDataset dataset) {
    this.arguments = arguments;
    this.hadoop = hadoop;
    this.dataset = dataset;
  }

  static IcebergStep begin(BackfillArguments arguments, Configuration hadoop) {
    var dataset =
        IcebergDataset.open(
            arguments.target().iceberg().orElseThrow(),
            DatasetLayout.at(arguments.target().location(), hadoop),
            arguments.target().partitions(),
            hadoop);
    return new IcebergStep(arguments, hadoop, dataset);
  }

  @Override
  public boolean isWanted() {
    return true;
  }

  @Override
  public void check(DatasetSchemas schemas) {
    dataset.check(schemas.whole().schema());
  }

  @Override
  public List<CommittedRun> counted(List<CommittedRun> committed) {
    boolean replaces = arguments.target().mode() == WriteMode.OVERWRITE_PARTITIONS;
    return replaces && dataset.changedSince(committed) ? List.of() : committed;
  }

  @Override
  public List<Registration> register(Supplier<List<CommittedRun>> committed, JobContext context) {
    Optional<ItemSchema> schema = pinned();
    List<CommittedRun> runs = committed.get();
    if (schema.isEmpty() || runs.isEmpty()) {
      // No item was ever written: there are no columns to create a table of.
      return List.of();
    }
    try {
      Added added = dataset.add(schema.orElseThrow(), runs, mode(), properties());
      context.progress().note("iceberg: " + added.text());
      return List.of(added.table());
    } catch (JobException e) {
      throw new JobException(
          e.code(),
          e.getMessage() + "; the files are written: the same command again only adds them",
          e);
    }
  }

  private io.dynalake.dataset.commit.WriteMode mode() {
    return switch (arguments.target().mode()) {
      case APPEND -> io.dynalake.dataset.commit.WriteMode.APPEND;
      case OVERWRITE_PARTITIONS -> io.dynalake.dataset.commit.WriteMode.OVERWRITE_PARTITIONS;
    };
  }

  private Optional<ItemSchema> pinned() {
    String target = arguments.target().location();
    return PinnedDataset.latest(SchemaStore.at(target, hadoop), target)
        .flatMap(pinned -> pinned.schema(""));
  }

  /** For those who write to the table later. */
  private Map<String, String> properties() {
    return Map.of(
        "write.parquet.compression-codec",
        arguments.output().compression().name().toLowerCase(Locale.ROOT),
        "write.target-file-size-bytes",
        Long.toString(arguments.output().targetFileSize()));
  }
}
