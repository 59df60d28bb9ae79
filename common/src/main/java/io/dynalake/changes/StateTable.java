package io.dynalake.changes;

import io.dynalake.schema.ChangeSchema;
import io.dynalake.schema.ItemSchema;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * A table in the lake that changes are brought into, window by window. Each call of {@link
 * #bootstrap} and {@link #apply} is one commit, all or nothing, and stores how far the table has
 * come in the same commit: so a window that was applied is known to be, whenever the process dies.
 *
 * <p>The caller plans: it applies windows in the order of {@link WindowPlan}, and none that is
 * there already.
 */
public interface StateTable extends AutoCloseable {
  /** How far it has come; empty as long as nothing was brought in. */
  Optional<Applied> applied();

  /** The columns that it is pinned to; empty as long as it has none. */
  Optional<ItemSchema> schema();

  /**
   * Whether it holds items, and so begins with all of them; else it holds the changes themselves
   * and may begin anywhere.
   */
  boolean needsBase();

  /**
   * Begins with all items of a full export.
   *
   * @param items with the columns of {@code schema}
   * @param reached the time of the items, and their keys
   */
  Result bootstrap(Dataset<Row> items, ItemSchema schema, Applied reached);

  /**
   * Brings in the changes of a window: whole items are replaced, attributes that vanished become
   * null, deletions of absent items are nothing.
   *
   * @param changes with the columns of {@code schema}
   * @param schema carried on from {@link #schema}, which it may add columns and fields to
   * @param reached the end of the window
   */
  Result apply(Dataset<Row> changes, ChangeSchema schema, Applied reached);

  @Override
  void close();

  /**
   * What a commit did.
   *
   * @param files written
   * @param bytes of them
   * @param replaced files that were removed for them
   */
  record Result(long files, long bytes, long replaced) {}
}
