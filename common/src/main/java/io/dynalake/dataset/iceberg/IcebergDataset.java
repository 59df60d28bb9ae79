package io.dynalake.dataset.iceberg;

import io.dynalake.dataset.catalog.Registration;
import io.dynalake.dataset.commit.CommittedRun;
import io.dynalake.dataset.commit.DatasetLayout;
import io.dynalake.dataset.commit.WriteMode;
import io.dynalake.dataset.partition.PartitionSpec;
import io.dynalake.error.ErrorCode;
import io.dynalake.error.JobException;
import io.dynalake.schema.ItemSchema;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.Schema;
import org.apache.iceberg.SnapshotUpdate;
import org.apache.iceberg.Table;
import org.apache.iceberg.TableProperties;
import org.apache.iceberg.Transaction;
import org.apache.iceberg.mapping.MappingUtil;
import org.apache.iceberg.mapping.NameMapping;
import org.apache.iceberg.mapping.NameMappingParser;
import org.apache.iceberg.types.Types;

/**
 * A dataset that is an Iceberg table. Its Parquet files are written and committed like those of any
 * dataset, and readers of the table see none of them before {@link #add}: then all at once.
 */
public final class IcebergDataset {
  private final IcebergTarget target;
  private final IcebergCatalog catalog;
  private final DatasetLayout layout;
  private final IcebergPartitions partitions;
  private final Configuration hadoop;
  private final String subject;

  private IcebergDataset(
      IcebergTarget target,
      IcebergCatalog catalog,
      DatasetLayout layout,
      IcebergPartitions partitions,
      Configuration hadoop) {
    this.target = target;
    this.catalog = catalog;
    this.layout = layout;
    this.partitions = partitions;
    this.hadoop = hadoop;
    this.subject = target.subject(layout.root().toString());
  }

  /**
   * The table at a place, which need not be there yet.
   *
   * @throws JobException of USAGE if Spark runs without Iceberg, or if the table lies elsewhere; of
   *     SERVICE if its catalog cannot be asked
   */
  public static IcebergDataset open(
      IcebergTarget target, DatasetLayout layout, PartitionSpec partitions, Configuration hadoop) {
    IcebergRuntime.require();
    String subject = target.subject(layout.root().toString());
    IcebergCatalog catalog =
        IcebergFailures.calling(
            subject,
            "its catalog cannot be opened",
            () -> IcebergCatalog.open(target, layout, hadoop));
    var dataset =
        new IcebergDataset(target, catalog, layout, new IcebergPartitions(partitions), hadoop);
    dataset.load().ifPresent(dataset::requireLocation);
    return dataset;
  }

  private Optional<Table> load() {
    return IcebergFailures.calling(subject, "it cannot be loaded", catalog::load);
  }

  private void requireLocation(Table table) {
    String here = IcebergLocation.of(target.kind(), layout.root());
    if (!plain(table.location()).equals(plain(here))) {
      throw new JobException(
          ErrorCode.USAGE,
          subject
              + ": the table lies at "
              + table.location()
              + ", not at "
              + here
              + "; give that as --target, or another name");
    }
  }

  private static String plain(String location) {
    Path path = new Path(location);
    String scheme = path.toUri().getScheme();
    return (scheme == null || !scheme.startsWith("s3") ? "" : path.toUri().getAuthority())
        + path.toUri().getPath();
  }

  /**
   * Ends the run if the table could not take these columns, before it changes anything.
   *
   * @throws JobException of USAGE if the partitions do not go with the columns or are not the
   *     table's; of BAD_DATA if a column's type is not the table's, and Iceberg does not widen that
   */
  public void check(ItemSchema schema) {
    if (schema.fields().isEmpty()) {
      return;
    }
    partitions.check(schema);
    Optional<Table> table = load();
    Schema columns = columns(schema, table.map(Table::schema));
    if (table.isEmpty()) {
      accepted(() -> partitions.spec(schema, columns), ErrorCode.USAGE);
      return;
    }
    Table known = table.orElseThrow();
    Schema merged =
        accepted(() -> known.updateSchema().unionByNameWith(columns).apply(), ErrorCode.BAD_DATA);
    var wanted = accepted(() -> partitions.spec(schema, merged), ErrorCode.USAGE);
    if (!wanted.compatibleWith(known.spec())) {
      throw new JobException(
          ErrorCode.USAGE,
          "--partition-by: "
              + subject
              + " is partitioned by "
              + known.spec().fields()
              + ", and not by "
              + wanted.fields()
              + "; use the table's partitions, or another table");
    }
  }

  private interface Attempt<T> {
    T of();
  }

  private <T> T accepted(Attempt<T> attempt, ErrorCode code) {
    try {
      return attempt.of();
    } catch (JobException e) {
      throw e;
    } catch (RuntimeException e) {
      // Iceberg has exceptions of many kinds for what it does not take, and says what in each.
      throw new JobException(
          code,
          subject
              + ": Iceberg does not take the columns; "
              + IcebergFailures.reason(e)
              + "; nothing was written; leave the attribute out by --drop, give its type by --type,"
              + " or write to another table",
          e);
    }
  }

  private static Schema columns(ItemSchema schema, Optional<Schema> known) {
    return IcebergTypes.schema(schema, known.orElse(null));
  }

  /** Whether another run has changed the table after this one, so that it may have replaced it. */
  public boolean changedSince(List<CommittedRun> commits) {
    Optional<Table> table = load();
    if (commits.isEmpty() || table.isEmpty() || !missing(table.orElseThrow(), commits).isEmpty()) {
      return false;
    }
    String run = commits.get(0).run().runId();
    return AddedCommits.lastRun(table.orElseThrow()).filter(last -> !last.equals(run)).isPresent();
  }

  /**
   * Brings what was committed into the table, in one snapshot; creates it if it is not there.
   * Nothing changes if the table has it already.
   *
   * @param schema with all columns of the files
   * @param commits of one run
   * @param mode whether the partitions that receive rows are replaced
   * @param properties of a table that has to be created
   * @throws JobException of SERVICE if that fails; the same call may be made again then
   */
  public Added add(
      ItemSchema schema,
      List<CommittedRun> commits,
      WriteMode mode,
      Map<String, String> properties) {
    return IcebergFailures.calling(
        subject, "the files could not be added", () -> added(schema, commits, mode, properties));
  }

  private Added added(
      ItemSchema schema,
      List<CommittedRun> commits,
      WriteMode mode,
      Map<String, String> properties) {
    Optional<Table> known = catalog.load();
    List<CommittedRun> missing = known.map(t -> missing(t, commits)).orElse(commits);
    if (missing.isEmpty()) {
      known.ifPresent(t -> added(t).mark(AddedCommits.ids(commits)));
      return told(known.map(Table::schema), known.orElseThrow(), List.of());
    }
    Optional<Schema> before = known.map(Table::schema);
    Schema columns = columns(schema, before);
    Transaction transaction =
        known
            .map(table -> evolved(table, columns))
            .orElseGet(
                () ->
                    catalog.create(columns, partitions.spec(schema, columns), initial(properties)));
    NameMapping names = names(transaction);
    List<DataFile> files =
        new DataFiles(transaction.table(), target.kind(), layout, partitions, names).of(missing);
    if (!files.isEmpty()) {
      addTo(transaction, files, missing, mode);
    }
    transaction.commitTransaction();
    Table table = catalog.load().orElseThrow();
    added(table).mark(AddedCommits.ids(commits));
    return told(before, table, files);
  }

  private AddedCommits added(Table table) {
    return AddedCommits.of(table, AddedCommits.COMMITS, layout, hadoop);
  }

  private List<CommittedRun> missing(Table table, List<CommittedRun> commits) {
    AddedCommits added = added(table);
    return commits.stream().filter(commit -> !added.has(commit.run().commitId())).toList();
  }

  private static Transaction evolved(Table table, Schema columns) {
    Transaction transaction = table.newTransaction();
    Schema merged = table.updateSchema().unionByNameWith(columns).apply();
    if (!merged.sameSchema(table.schema())) {
      transaction.updateSchema().unionByNameWith(columns).commit();
    }
    return transaction;
  }

  /** The properties of a new table. */
  static Map<String, String> initial(Map<String, String> properties) {
    Map<String, String> all = new TreeMap<>();
    all.put(TableProperties.FORMAT_VERSION, "2");
    // Changes of few rows write these rows, and not the files that they are in.
    for (String change : List.of("delete", "update", "merge")) {
      all.put("write." + change + ".mode", "merge-on-read");
    }
    all.putAll(properties);
    return all;
  }

  /** By which Iceberg reads files that do not have its ids of columns. */
  private static NameMapping names(Transaction transaction) {
    String stored = transaction.table().properties().get(TableProperties.DEFAULT_NAME_MAPPING);
    if (stored != null) {
      return NameMappingParser.fromJson(stored);
    }
    NameMapping names = MappingUtil.create(transaction.table().schema());
    transaction
        .updateProperties()
        .set(TableProperties.DEFAULT_NAME_MAPPING, NameMappingParser.toJson(names))
        .commit();
    return names;
  }

  private static void addTo(
      Transaction transaction, List<DataFile> files, List<CommittedRun> commits, WriteMode mode) {
    if (mode == WriteMode.OVERWRITE_PARTITIONS) {
      var replace = transaction.newReplacePartitions();
      files.forEach(replace::addFile);
      signed(replace, commits).commit();
    } else {
      var append = transaction.newAppend();
      files.forEach(append::appendFile);
      signed(append, commits).commit();
    }
  }

  private static SnapshotUpdate<?> signed(SnapshotUpdate<?> update, List<CommittedRun> commits) {
    var run = commits.get(0).run();
    update.set(AddedCommits.RUN, run.runId());
    update.set(AddedCommits.SOURCE, run.sourceFingerprint());
    update.set(AddedCommits.COMMITS, String.join(",", AddedCommits.ids(commits)));
    return update;
  }

  private Added told(Optional<Schema> before, Table table, List<DataFile> files) {
    List<String> added = new ArrayList<>();
    List<String> changed = new ArrayList<>();
    for (Types.NestedField column : table.schema().columns()) {
      Types.NestedField known =
          before.map(columns -> columns.findField(column.fieldId())).orElse(null);
      if (known == null) {
        added.add(column.name());
      } else if (!known.type().equals(column.type())) {
        changed.add(column.name());
      }
    }
    String name = target.table().map(Object::toString).orElse(table.location());
    return new Added(
        new Registration(name, "", before.isEmpty(), 0, added, changed),
        files.stream().mapToLong(DataFile::recordCount).sum(),
        files.size(),
        files.isEmpty()
            ? OptionalLong.empty()
            : OptionalLong.of(table.currentSnapshot().snapshotId()));
  }
}
