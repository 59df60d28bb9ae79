package io.dynalake.changes;

import io.dynalake.dataset.PinnedDataset;
import io.dynalake.dataset.commit.DatasetTransaction;
import io.dynalake.dataset.commit.DyingTransactions;
import io.dynalake.dataset.commit.RunIdentity;
import io.dynalake.dataset.commit.SchemaStore;
import io.dynalake.dataset.commit.WriteMode;
import io.dynalake.dataset.iceberg.IcebergTarget;
import io.dynalake.export.FullExport;
import io.dynalake.schema.ItemSchema;
import io.dynalake.schema.ProfileOptions;
import io.dynalake.schema.SparkTypes;
import io.dynalake.schema.TypingOptions;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;

/** A table in the lake, which processes bring exports into, one after the other. */
final class LakeTable {
  /** What it is. */
  enum Format {
    CHANGELOG(WriteMode.APPEND),
    PARQUET(WriteMode.OVERWRITE_PARTITIONS),
    ICEBERG(WriteMode.APPEND);

    private final WriteMode mode;

    Format(WriteMode mode) {
      this.mode = mode;
    }
  }

  private static final IcebergTarget ICEBERG =
      new IcebergTarget(IcebergTarget.Kind.HADOOP, Optional.empty(), Optional.empty(), Map.of());

  private final SparkSession spark;
  private final Configuration hadoop;
  private final Format format;
  private final String target;
  private final List<String> keys;
  private int processes;

  /**
   * @param keys the partition key first
   */
  LakeTable(
      SparkSession spark, Configuration hadoop, Format format, String target, List<String> keys) {
    this.spark = spark;
    this.hadoop = hadoop;
    this.format = format;
    this.target = target;
    this.keys = keys;
  }

  Format format() {
    return format;
  }

  String target() {
    return target;
  }

  private RunIdentity nextRun() {
    return new RunIdentity("r" + processes++, "apply", "");
  }

  /** Brings in by one process what is missing. Returns the commits that it made. */
  int bringIn(Sources sources) {
    RunIdentity run = nextRun();
    SparkSession session = spark.newSession();
    DatasetTransaction transaction =
        DatasetTransaction.begin(target, hadoop, run, format.mode, message -> {});
    try (StateTable table = open(transaction, run, session)) {
      return bringIn(sources, table, session);
    }
  }

  /** The same by a process that dies when it has changed so many files and folders. */
  void die(Sources sources, int changes) {
    RunIdentity run = nextRun();
    SparkSession session = spark.newSession();
    MortalDisk.dieAfter(changes);
    Optional<DatasetTransaction> transaction = Optional.empty();
    try {
      transaction = Optional.of(DyingTransactions.begin(target, hadoop, run, format.mode));
      bringIn(sources, open(transaction.orElseThrow(), run, session), session);
    } catch (RuntimeException e) {
      if (!MortalDisk.revive()) {
        throw e;
      }
    } finally {
      MortalDisk.revive();
      transaction.ifPresent(DyingTransactions::abandon);
    }
  }

  private StateTable open(DatasetTransaction transaction, RunIdentity run, SparkSession session) {
    return switch (format) {
      case CHANGELOG -> new Changelog(transaction, run);
      case PARQUET -> new CurrentItems(transaction, run, 3);
      case ICEBERG -> new IcebergItems(transaction, ICEBERG, session, hadoop);
    };
  }

  private WindowReader reader(SparkSession session) {
    TypingOptions typing =
        new TypingOptions(
            TypingOptions.parseTypes(List.of("v=string")),
            TypingOptions.DEFAULT.numbers(),
            TypingOptions.DEFAULT.columnNames(),
            List.of());
    return new WindowReader(
        session,
        hadoop,
        new WindowReader.Settings(ProfileOptions.DEFAULT, typing, 0, ZoneOffset.UTC, null));
  }

  private int bringIn(Sources sources, StateTable table, SparkSession session) {
    WindowReader reader = reader(session);
    int commits = 0;
    if (table.needsBase() && table.applied().isEmpty()) {
      FullExport base = sources.base().orElseThrow();
      WindowReader.Items items = reader.items(base, keys);
      Applied reached = new Applied(Sources.time(base), sources.table(), keys, base.exportArn());
      table.bootstrap(items.rows(), items.schema(), reached);
      commits++;
    }
    WindowPlan plan =
        WindowPlan.of(
            sources.windows().stream().map(Window::of).toList(),
            table.applied().map(Applied::to),
            WindowPlan.Lenience.NONE);
    for (Window window : plan.toApply()) {
      List<String> known = table.applied().map(Applied::keys).orElse(List.of());
      WindowReader.Changes changes = reader.changes(sources.export(window), table.schema(), known);
      Applied before =
          table.applied().orElse(new Applied(window.from(), sources.table(), known, ""));
      table.apply(changes.rows(), changes.schema(), before.after(window, changes.keys()));
      commits++;
    }
    return commits;
  }

  /** What whoever reads it finds; nothing where no attribute was ever seen. */
  List<Row> rows() {
    ItemSchema schema =
        PinnedDataset.latest(SchemaStore.at(target, hadoop), "")
            .flatMap(pinned -> pinned.schema(""))
            .orElse(new ItemSchema(List.of()));
    if (schema.fields().isEmpty()) {
      return List.of();
    }
    return read(SparkTypes.toStructType(schema)).collectAsList();
  }

  private Dataset<Row> read(StructType columns) {
    StructType written = columns.add("_written_at", "timestamp");
    return switch (format) {
      case CHANGELOG ->
          spark
              .read()
              .schema(written.add("_op", "string").add("_old", columns))
              .parquet(target)
              .drop("written_day");
      case PARQUET -> spark.read().schema(written).parquet(target).drop(keys.get(0) + "_bucket");
      case ICEBERG -> spark.read().format("iceberg").load(target);
    };
  }
}
