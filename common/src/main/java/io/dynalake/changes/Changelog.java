package io.dynalake.changes;

import static io.dynalake.changes.LakeCommits.field;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.date_format;
import static org.apache.spark.sql.functions.when;

import io.dynalake.dataset.PinnedDataset;
import io.dynalake.dataset.commit.DatasetTransaction;
import io.dynalake.dataset.commit.RunIdentity;
import io.dynalake.error.ErrorCode;
import io.dynalake.error.JobException;
import io.dynalake.host.ClusterCores;
import io.dynalake.item.ChangeParser;
import io.dynalake.schema.ChangeSchema;
import io.dynalake.schema.Field;
import io.dynalake.schema.ItemSchema;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Changes as rows, one appended for each: {@value #OPERATION}, {@value #WRITTEN_AT}, the attributes
 * after the change (before it where the item was deleted and the export tells; else its key only),
 * and {@value #OLD}, the attributes before it. Partitioned by {@value #DAY}, the day of writing in
 * UTC.
 */
public final class Changelog implements StateTable {
  public static final String OPERATION = "_op";
  public static final String WRITTEN_AT = "_written_at";
  public static final String OLD = "_old";
  // Hive and Athena pass over directories that begin with '_'.
  public static final String DAY = "written_day";

  private static final List<String> OWN = List.of(OPERATION, WRITTEN_AT, OLD, DAY);
  private static final List<String> PARTITIONS = List.of(DAY + "=day(" + WRITTEN_AT + ")");

  private final LakeCommits commits;

  /**
   * @param transaction closed with this
   */
  public Changelog(DatasetTransaction transaction, RunIdentity run) {
    commits = new LakeCommits(transaction, run);
    commits
        .pinned()
        .map(PinnedDataset::partitionBy)
        .filter(terms -> !isPartitionedBy(terms))
        .ifPresent(
            terms -> {
              throw new JobException(
                  ErrorCode.USAGE,
                  "--table-format changelog: the dataset is no change log, it is partitioned by "
                      + String.join(", ", terms)
                      + "; name its format, or give another --target");
            });
  }

  /** Whether a dataset with these partitions is a change log. */
  public static boolean isPartitionedBy(List<String> terms) {
    return terms.equals(PARTITIONS);
  }

  @Override
  public Optional<Applied> applied() {
    return commits.applied();
  }

  @Override
  public Optional<ItemSchema> schema() {
    return commits.pinned().flatMap(p -> p.schema(""));
  }

  @Override
  public boolean needsBase() {
    return false;
  }

  @Override
  public Result bootstrap(Dataset<Row> items, ItemSchema schema, Applied reached) {
    throw new JobException(
        ErrorCode.USAGE,
        "--table-format changelog: a full export holds items, not changes; give incremental"
            + " exports only");
  }

  @Override
  public Result apply(Dataset<Row> changes, ChangeSchema schema, Applied reached) {
    LakeCommits.refuseCollisions(schema.images(), OWN);
    commits.next();
    if (!schema.keys().isEmpty()) {
      LakeCommits.settled(changes.sparkSession());
      int parts = ClusterCores.of(changes.sparkSession().sparkContext());
      commits.stage(changes.select(columns(schema)).coalesce(parts), DAY);
    }
    return commits.commit(Set.of(), PARTITIONS, schema.images(), reached);
  }

  private static Column[] columns(ChangeSchema schema) {
    List<Column> columns = new ArrayList<>();
    columns.add(col(ChangeParser.OPERATION).as(OPERATION));
    columns.add(col(ChangeParser.WRITE_TIME).as(WRITTEN_AT));
    for (Field field : schema.images().fields()) {
      String name = field.name();
      boolean key = schema.keys().contains(field.attribute());
      // Of an item that is there, an attribute that it has not is null, whatever it was.
      Column image =
          when(col(ChangeParser.NEW_IMAGE).isNotNull(), field(ChangeParser.NEW_IMAGE, name))
              .otherwise(field(ChangeParser.OLD_IMAGE, name));
      columns.add((key ? field(ChangeParser.KEYS, name) : image).as(name));
    }
    columns.add(col(ChangeParser.OLD_IMAGE).as(OLD));
    columns.add(date_format(col(ChangeParser.WRITE_TIME), "yyyy-MM-dd").as(DAY));
    return columns.toArray(Column[]::new);
  }

  @Override
  public void close() {
    commits.close();
  }
}
