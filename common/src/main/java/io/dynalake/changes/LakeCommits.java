package io.dynalake.changes;

import io.dynalake.dataset.PinnedDataset;
import io.dynalake.dataset.commit.CommittedRun;
import io.dynalake.dataset.commit.DatasetTransaction;
import io.dynalake.dataset.commit.NewFile;
import io.dynalake.dataset.commit.RunIdentity;
import io.dynalake.dataset.commit.SchemaToPin;
import io.dynalake.error.ErrorCode;
import io.dynalake.error.JobException;
import io.dynalake.schema.ItemSchema;
import java.io.IOException;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;

/** The commits of changes into a dataset of Parquet files. */
final class LakeCommits {
  private final DatasetTransaction transaction;
  private RunIdentity run;

  /**
   * @param run names the files; each commit is the next batch of it
   */
  LakeCommits(DatasetTransaction transaction, RunIdentity run) {
    this.transaction = transaction;
    this.run = run;
    if (applied().isEmpty() && pinned().isPresent()) {
      throw new JobException(
          ErrorCode.USAGE,
          "--target "
              + transaction.layout().root()
              + ": another job has written to this dataset, and how far its items go nobody knows;"
              + " give a --target of its own");
    }
  }

  /** Reads and writes timestamps as they are, whatever the session's user says. */
  static SparkSession settled(SparkSession session) {
    session.conf().set("spark.sql.session.timeZone", "UTC");
    session.conf().set("spark.sql.parquet.outputTimestampType", "TIMESTAMP_MICROS");
    for (String side : List.of("Read", "Write")) {
      session.conf().set("spark.sql.parquet.datetimeRebaseModeIn" + side, "CORRECTED");
      session.conf().set("spark.sql.parquet.int96RebaseModeIn" + side, "CORRECTED");
    }
    return session;
  }

  Optional<Applied> applied() {
    return transaction.history().stream()
        .flatMap(commit -> Applied.of(commit.details()).stream())
        .max(Comparator.comparing(Applied::to));
  }

  Optional<PinnedDataset> pinned() {
    return PinnedDataset.latest(transaction.schemas(), transaction.layout().root().toString());
  }

  Path directory(String relative) {
    return transaction.layout().file(relative);
  }

  /** Whether a directory of the dataset is there. */
  boolean exists(Path directory) {
    try {
      return directory.getFileSystem(configuration()).exists(directory);
    } catch (IOException e) {
      throw new JobException(
          ErrorCode.SERVICE,
          directory + ": it cannot be looked at; " + e + "; run the job again when it can",
          e);
    }
  }

  private static Configuration configuration() {
    return SparkSession.active().sessionState().newHadoopConf();
  }

  /** Begins a commit. */
  void next() {
    while (transaction.uses(run)) {
      run = run.withBatch(run.batch() + 1);
    }
    transaction.next(run);
  }

  /** Stages rows as Parquet files in directories of a partition column's values. */
  void stage(Dataset<Row> rows, String partition) {
    rows.write()
        .format("parquet")
        .option("compression", "zstd")
        .partitionBy(partition)
        .mode("error")
        .save(transaction.stagedData().toString());
  }

  /**
   * Commits what was staged.
   *
   * @param replaced directories whose other files go
   * @param partitionBy terms to pin with the schema
   */
  StateTable.Result commit(
      Set<String> replaced, List<String> partitionBy, ItemSchema schema, Applied reached) {
    Optional<PinnedDataset> pinned = pinned();
    boolean known =
        schema.fields().isEmpty()
            || pinned.flatMap(p -> p.schema("")).filter(schema::equals).isPresent();
    PinnedDataset next =
        new PinnedDataset(
            pinned.map(PinnedDataset::version).orElse(0) + 1, partitionBy, Map.of("", schema));
    CommittedRun committed =
        transaction.commitStaged(
            replaced,
            known ? null : new SchemaToPin(next.version(), next.toJson()),
            reached.details());
    return new StateTable.Result(
        committed.files().size(),
        committed.files().stream().mapToLong(NewFile::bytes).sum(),
        committed.superseded().size());
  }

  void close() {
    transaction.close();
  }

  /** A column by its name, dots and all. */
  static Column column(String name) {
    return functions.col(quoted(name));
  }

  /** A field of a struct. */
  static Column field(String struct, String name) {
    return functions.col(struct).getField(name);
  }

  private static String quoted(String name) {
    return "`" + name.replace("`", "``") + "`";
  }

  /** Refuses columns that attributes have too. */
  static void refuseCollisions(ItemSchema schema, List<String> own) {
    for (var field : schema.fields()) {
      for (String name : own) {
        if (field.name().equalsIgnoreCase(name)) {
          throw new JobException(
              ErrorCode.USAGE,
              "column "
                  + name
                  + ": the dataset has this column itself, and attribute '"
                  + field.attribute()
                  + "' is called like it; leave the attribute out by --drop");
        }
      }
    }
  }
}
