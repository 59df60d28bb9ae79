package io.dynalake.jobs.apply;

import io.dynalake.changes.Changelog;
import io.dynalake.changes.CurrentItems;
import io.dynalake.changes.IcebergItems;
import io.dynalake.changes.StateTable;
import io.dynalake.dataset.commit.DatasetTransaction;
import io.dynalake.dataset.commit.LeaseTerms;
import io.dynalake.dataset.commit.RunIdentity;
import io.dynalake.dataset.commit.WriteMode;
import io.dynalake.jobs.options.ApplyArguments;
import java.util.function.Consumer;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.SparkSession;

/** Opens the table that a run brings changes into. */
final class Tables {
  private Tables() {}

  /**
   * @param session that items and changes come from
   * @param buckets of a new dataset of items
   */
  static StateTable open(
      ApplyArguments arguments,
      SparkSession session,
      Configuration hadoop,
      int buckets,
      Consumer<String> notes) {
    RunIdentity run = new RunIdentity(arguments.run().id(), "apply", "");
    return switch (arguments.target().format()) {
      case ICEBERG ->
          iceberg(
              begin(arguments, hadoop, run, WriteMode.APPEND, notes), arguments, session, hadoop);
      case CHANGELOG -> new Changelog(begin(arguments, hadoop, run, WriteMode.APPEND, notes), run);
      case PARQUET ->
          new CurrentItems(
              begin(arguments, hadoop, run, WriteMode.OVERWRITE_PARTITIONS, notes), run, buckets);
    };
  }

  /** Whose own snapshots are the commits; the transaction keeps other runs away. */
  private static StateTable iceberg(
      DatasetTransaction transaction,
      ApplyArguments arguments,
      SparkSession session,
      Configuration hadoop) {
    try {
      return new IcebergItems(
          transaction, arguments.target().iceberg().orElseThrow(), session, hadoop);
    } catch (RuntimeException e) {
      transaction.close();
      throw e;
    }
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
