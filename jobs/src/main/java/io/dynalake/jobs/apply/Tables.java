package io.dynalake.jobs.apply;

import io.dynalake.changes.Changelog;
import io.dynalake.changes.CurrentItems;
import io.dynalake.changes.StateTable;
import io.dynalake.dataset.commit.DatasetTransaction;
import io.dynalake.dataset.commit.LeaseTerms;
import io.dynalake.dataset.commit.RunIdentity;
import io.dynalake.dataset.commit.WriteMode;
import io.dynalake.jobs.options.ApplyArguments;
import java.util.function.Consumer;
import org.apache.hadoop.conf.Configuration;

/** Opens the table that a run brings changes into. */
final class Tables {
  private Tables() {}

  /**
   * @param buckets of a new dataset of items
   */
  static StateTable open(
      ApplyArguments arguments, Configuration hadoop, int buckets, Consumer<String> notes) {
    RunIdentity run = new RunIdentity(arguments.run().id(), "apply", "");
    return switch (arguments.target().format()) {
      case CHANGELOG -> new Changelog(begin(arguments, hadoop, run, WriteMode.APPEND, notes), run);
      case PARQUET ->
          new CurrentItems(
              begin(arguments, hadoop, run, WriteMode.OVERWRITE_PARTITIONS, notes), run, buckets);
    };
  }

  private static DatasetTransaction begin(
      ApplyArguments arguments,
      Configuration hadoop,
      RunIdentity run,
      WriteMode mode,
      Consumer<String> notes) {
    DatasetTransaction transaction =
        DatasetTransaction.begin(
            arguments.target().location(),
            hadoop,
            run,
            mode,
            LeaseTerms.DEFAULT.withPatience(arguments.target().patience()),
            notes);
    transaction.recovered().forEach(notes);
    return transaction;
  }
}
