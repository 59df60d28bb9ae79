package io.dynalake.dataset.iceberg;

import io.dynalake.dataset.commit.DatasetLayout;
import io.dynalake.error.ErrorCode;
import io.dynalake.error.JobException;
import io.dynalake.schema.ItemSchema;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.hadoop.conf.Configuration;
import org.apache.iceberg.PartitionSpec;
import org.apache.iceberg.Schema;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.Table;
import org.apache.iceberg.UpdateSchema;
import org.apache.iceberg.spark.CommitMetadata;
import org.apache.iceberg.types.Types;
import org.apache.iceberg.util.SnapshotUtil;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.analysis.NoSuchTableException;
import org.apache.spark.sql.types.StructType;

/**
 * An Iceberg table that is kept as a DynamoDB table was at some time: an export brought it there,
 * and windows of changes bring it on, one atomic merge each.
 */
public final class IcebergState {
  /** When the item was last written, as far as a window told; null for what an export brought. */
  public static final String WRITTEN_AT = "_written_at";

  static final String WINDOW = "dynalake.window";

  /** Before the names of details in snapshots, and in the table's properties. */
  private static final String DETAIL = "dynalake.state.";

  private final SparkSession session;
  private final IcebergCatalog catalog;
  private final IcebergTarget target;
  private final DatasetLayout layout;
  private final Configuration hadoop;
  private final String subject;

  private IcebergState(
      SparkSession session,
      IcebergCatalog catalog,
      IcebergTarget target,
      DatasetLayout layout,
      Configuration hadoop) {
    this.session = session;
    this.catalog = catalog;
    this.target = target;
    this.layout = layout;
    this.hadoop = hadoop;
    this.subject = target.subject(layout.root().toString());
  }

  /**
   * A window of changes.
   *
   * @param id equal for what is the same window, such as the export's ARN
   * @param keys columns of the table's key
   * @param baseline what an item was written at, at the latest, that no window wrote yet
   * @param details to be stored in the same commit
   */
  public record Window(
      String id, List<String> keys, Instant baseline, Map<String, String> details) {
    public Window {
      keys = List.copyOf(keys);
      details = Map.copyOf(details);
      if (id.isBlank() || keys.isEmpty()) {
        throw new IllegalArgumentException("window '" + id + "' of keys " + keys);
      }
    }
  }

  /**
   * The table at a place.
   *
   * @param session that the changes come from; gets a catalog of the name {@value
   *     SparkTables#CATALOG}
   * @throws JobException of USAGE if Spark runs without Iceberg; of SERVICE if the catalog cannot
   *     be asked
   */
  public static IcebergState open(
      SparkSession session, IcebergTarget target, DatasetLayout layout, Configuration hadoop) {
    IcebergRuntime.require();
    IcebergCatalog catalog =
        IcebergFailures.calling(
            target.subject(layout.root().toString()),
            "its catalog cannot be opened",
            () -> IcebergCatalog.open(target, layout, hadoop));
    return new IcebergState(session, catalog, target, layout, hadoop);
  }

  /** Whether the table is there; the first export creates it. */
  public boolean exists() {
    return load().isPresent();
  }

  /** Whether there are rows, or were. */
  public boolean hasHistory() {
    return load().filter(table -> table.currentSnapshot() != null).isPresent();
  }

  /**
   * The details of the last commit: as the newest snapshot with any has them, and as the table's
   * own properties do, which may be of an earlier commit, or of one whose snapshot has expired.
   */
  public List<Map<String, String>> details() {
    List<Map<String, String>> found = new ArrayList<>();
    load()
        .ifPresent(
            table -> {
              for (Snapshot snapshot : SnapshotUtil.currentAncestors(table)) {
                Map<String, String> details = details(snapshot.summary());
                if (!details.isEmpty()) {
                  found.add(details);
                  break;
                }
              }
              found.add(details(table.properties()));
            });
    return found;
  }

  private static Map<String, String> details(Map<String, String> properties) {
    Map<String, String> details = new TreeMap<>();
    properties.forEach(
        (key, value) -> {
          if (key.startsWith(DETAIL)) {
            details.put(key.substring(DETAIL.length()), value);
          }
        });
    return details;
  }

  private static Map<String, String> named(Map<String, String> details) {
    Map<String, String> named = new TreeMap<>();
    details.forEach((key, value) -> named.put(DETAIL + key, value));
    return named;
  }

  /** What Iceberg says of the newest snapshot: {@code added-data-files} and so on. */
  public Map<String, String> summary() {
    return load()
        .flatMap(table -> Optional.ofNullable(table.currentSnapshot()))
        .map(Snapshot::summary)
        .orElse(Map.of());
  }

  /**
   * Creates the table, if a crash has not left it there already, and brings the items in.
   *
   * @param items with the columns of the schema
   * @param details to be stored in the same commit
   */
  public void begin(Dataset<Row> items, ItemSchema schema, Map<String, String> details) {
    IcebergFailures.calling(
        subject,
        "the items could not be written",
        () -> {
          Table table = catalog.load().orElseGet(() -> create(schema));
          evolve(table, schema);
          String name = SparkTables.enter(session, target, layout, hadoop);
          StructType columns = session.table(name).schema();
          Dataset<Row> rows = items.select(MergeStatement.conformed(items.schema(), columns));
          CommitMetadata.withCommitProperties(
              named(details), () -> appended(rows, name), RuntimeException.class);
          note(details);
          return name;
        });
  }

  private static String appended(Dataset<Row> rows, String name) {
    try {
      rows.writeTo(name).append();
      return name;
    } catch (NoSuchTableException e) {
      throw new IllegalStateException(name + ": gone since it was created", e);
    }
  }

  private Table create(ItemSchema schema) {
    Schema columns = IcebergTypes.schema(schema, null);
    var all = new ArrayList<>(columns.columns());
    all.add(written(columns));
    catalog
        .create(new Schema(all), PartitionSpec.unpartitioned(), IcebergDataset.initial(Map.of()))
        .commitTransaction();
    return catalog.load().orElseThrow();
  }

  /** Stores details alone, where nothing is to be merged. */
  public void note(Map<String, String> details) {
    Table table = load().orElseThrow();
    var update = table.updateProperties();
    named(details).forEach(update::set);
    IcebergFailures.calling(
        subject,
        "its properties cannot be set",
        () -> {
          update.commit();
          return table;
        });
  }

  /** Whether the window was merged before, whoever has changed the table since. */
  public boolean has(Window window) {
    return load().filter(t -> merged(t).has(window.id())).isPresent();
  }

  private Optional<Table> load() {
    return IcebergFailures.calling(subject, "it cannot be loaded", catalog::load);
  }

  private AddedCommits merged(Table table) {
    return AddedCommits.of(table, WINDOW, layout, hadoop);
  }

  /**
   * Merges a window; nothing changes if it was merged before. Of several changes of an item the
   * last counts, and none that is older than what the table has.
   *
   * @param changes with the columns {@code operation} ({@code upsert} or {@code delete}), {@code
   *     write_time}, {@code keys} and {@code new_image}, both structs of columns named as in the
   *     schema; {@code new_image} may be missing where all are deletes
   * @param schema of the table from now on: with all columns and fields of the images
   * @return whether it was merged now
   * @throws JobException of USAGE if there is no table; of BAD_DATA if Iceberg does not take the
   *     columns; of SERVICE if the merge fails: the same call may be made again then
   */
  public boolean merge(Dataset<Row> changes, ItemSchema schema, Window window) {
    Table table =
        load()
            .orElseThrow(
                () ->
                    new JobException(
                        ErrorCode.USAGE,
                        subject
                            + ": there is no such table; changes are merged into what a full export"
                            + " brought; begin with `dynalake backfill --table-format iceberg`"));
    if (merged(table).has(window.id())) {
      merged(table).mark(List.of(window.id()));
      return false;
    }
    evolve(table, schema);
    String name = SparkTables.enter(session, target, layout, hadoop);
    IcebergFailures.calling(
        subject,
        "the changes could not be merged",
        () ->
            CommitMetadata.withCommitProperties(
                signed(window),
                () -> {
                  MergeStatement.run(name, changes, window);
                  return name;
                },
                RuntimeException.class));
    table.refresh();
    merged(table).mark(List.of(window.id()));
    note(window.details());
    return true;
  }

  private static Map<String, String> signed(Window window) {
    Map<String, String> properties = named(window.details());
    properties.put(WINDOW, window.id());
    return properties;
  }

  private static Types.NestedField written(Schema columns) {
    int id = columns.highestFieldId() + 1;
    return Types.NestedField.optional(id, WRITTEN_AT, Types.TimestampType.withZone());
  }

  /** A commit of its own: a crash behind it leaves columns that nothing is in yet. */
  private void evolve(Table table, ItemSchema schema) {
    Schema columns = IcebergTypes.schema(schema, table.schema());
    try {
      UpdateSchema update =
          table
              .updateSchema()
              .unionByNameWith(columns)
              .unionByNameWith(new Schema(written(columns)));
      if (!update.apply().sameSchema(table.schema())) {
        update.commit();
      }
    } catch (IllegalArgumentException | org.apache.iceberg.exceptions.ValidationException e) {
      throw new JobException(
          ErrorCode.BAD_DATA,
          subject
              + ": Iceberg does not take the columns; "
              + IcebergFailures.reason(e)
              + "; nothing was merged; leave the attribute out, or begin with another table",
          e);
    }
    table.refresh();
  }
}
