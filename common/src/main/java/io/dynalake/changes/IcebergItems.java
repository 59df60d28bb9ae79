package io.dynalake.changes;

import io.dynalake.dataset.PinnedDataset;
import io.dynalake.dataset.commit.DatasetTransaction;
import io.dynalake.dataset.commit.SchemaToPin;
import io.dynalake.dataset.iceberg.IcebergState;
import io.dynalake.dataset.iceberg.IcebergTarget;
import io.dynalake.dataset.partition.TableFormat;
import io.dynalake.error.ErrorCode;
import io.dynalake.error.JobException;
import io.dynalake.schema.ChangeSchema;
import io.dynalake.schema.Field;
import io.dynalake.schema.ItemSchema;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * The current items, as an Iceberg table. A window is one atomic merge, which writes the items that
 * changed and where the old ones were, and no file anew. How far the table has come is in the
 * summary of the snapshot, and in the table's properties for when that has expired.
 */
public final class IcebergItems implements StateTable {
  private final DatasetTransaction transaction;
  private final IcebergState state;

  /**
   * @param transaction whose lease keeps other runs away; closed with this
   * @param session that items and changes come from
   */
  public IcebergItems(
      DatasetTransaction transaction,
      IcebergTarget target,
      SparkSession session,
      Configuration hadoop) {
    this.transaction = transaction;
    this.state =
        IcebergState.open(LakeCommits.settled(session), target, transaction.layout(), hadoop);
    if (state.hasHistory() && applied().isEmpty()) {
      throw new JobException(
          ErrorCode.USAGE,
          "--target "
              + transaction.layout().root()
              + ": another job has written to this table, and how far its items go nobody knows;"
              + " give a --target of its own");
    }
  }

  @Override
  public Optional<Applied> applied() {
    return state.details().stream()
        .flatMap(details -> Applied.of(details).stream())
        .max(Comparator.comparing(Applied::to));
  }

  @Override
  public Optional<ItemSchema> schema() {
    return pinned().flatMap(pinned -> pinned.schema(""));
  }

  private Optional<PinnedDataset> pinned() {
    return PinnedDataset.latest(transaction.schemas(), transaction.layout().root().toString());
  }

  @Override
  public boolean needsBase() {
    return true;
  }

  @Override
  public Result bootstrap(Dataset<Row> items, ItemSchema schema, Applied reached) {
    LakeCommits.refuseCollisions(schema, List.of(IcebergState.WRITTEN_AT));
    pin(schema);
    state.begin(items, schema, reached.details());
    return result();
  }

  @Override
  public Result apply(Dataset<Row> changes, ChangeSchema schema, Applied reached) {
    ItemSchema images = schema.images();
    LakeCommits.refuseCollisions(images, List.of(IcebergState.WRITTEN_AT));
    if (schema.keys().isEmpty()) {
      // Nothing changed, and nothing ever has.
      state.note(reached.details());
      return new Result(0, 0, 0);
    }
    pin(images);
    List<String> keys = schema.keyFields().stream().map(Field::name).toList();
    // What an export brought was written nobody knows when: any change is newer.
    var window =
        new IcebergState.Window(
            reached.source() + " " + reached.to(), keys, Instant.EPOCH, reached.details());
    return state.merge(changes, images, window) ? result() : new Result(0, 0, 0);
  }

  /** Ahead of the table's columns: a crash in between leaves a schema for what is to come. */
  private void pin(ItemSchema schema) {
    Optional<PinnedDataset> before = pinned();
    if (schema.fields().isEmpty()
        || before.flatMap(pinned -> pinned.schema("")).filter(schema::equals).isPresent()) {
      return;
    }
    int version = before.map(PinnedDataset::version).orElse(0) + 1;
    var next = new PinnedDataset(version, TableFormat.ICEBERG, List.of(), Map.of("", schema));
    transaction.schemas().install(new SchemaToPin(version, next.toJson()));
  }

  private Result result() {
    Map<String, String> summary = state.summary();
    return new Result(
        number(summary, "added-data-files") + number(summary, "added-delete-files"),
        number(summary, "added-files-size"),
        number(summary, "deleted-data-files"));
  }

  private static long number(Map<String, String> summary, String key) {
    return Long.parseLong(summary.getOrDefault(key, "0"));
  }

  @Override
  public void close() {
    transaction.close();
  }
}
