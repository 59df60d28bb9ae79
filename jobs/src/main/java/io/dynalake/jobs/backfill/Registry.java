package io.dynalake.jobs.backfill;

import io.dynalake.dataset.catalog.Registration;
import io.dynalake.dataset.commit.CommittedRun;
import io.dynalake.jobs.JobContext;
import io.dynalake.jobs.SparkStart;
import io.dynalake.jobs.options.BackfillArguments;
import java.util.List;
import java.util.function.Supplier;

/** Where readers find the dataset who do not go by its files alone. */
sealed interface Registry permits CatalogStep, IcebergStep {
  /**
   * Looks at what there is before anything is read or written.
   *
   * @throws io.dynalake.error.JobException of USAGE or SERVICE if it could not be registered
   */
  static Registry begin(BackfillArguments arguments, SparkStart start) {
    return arguments.target().iceberg().isPresent()
        ? IcebergStep.begin(arguments, start.hadoop())
        : CatalogStep.begin(arguments, start);
  }

  /** Whether there is anything to register with. */
  boolean isWanted();

  /** Looks at the schemas that were decided, before they are written. */
  void check(DatasetSchemas schemas);

  /** Of what a run committed, all that counts: nothing, if others have replaced it since. */
  default List<CommittedRun> counted(List<CommittedRun> committed) {
    return committed;
  }

  /**
   * Registers what runs have committed; nothing changes if it is registered already.
   *
   * @param committed asked only if something is to be registered: it may list every partition
   * @return what was done to each table
   * @throws io.dynalake.error.JobException if that fails; what was committed stays
   */
  List<Registration> register(Supplier<List<CommittedRun>> committed, JobContext context);
}
