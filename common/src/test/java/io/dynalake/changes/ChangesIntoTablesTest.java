package io.dynalake.changes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dynalake.dataset.PinnedDataset;
import io.dynalake.dataset.commit.DatasetTransaction;
import io.dynalake.dataset.commit.DyingTransactions;
import io.dynalake.dataset.commit.RunIdentity;
import io.dynalake.dataset.commit.SchemaStore;
import io.dynalake.dataset.commit.WriteMode;
import io.dynalake.dataset.partition.Transform;
import io.dynalake.export.Export;
import io.dynalake.export.Exports;
import io.dynalake.export.FullExport;
import io.dynalake.export.IncrementalExport;
import io.dynalake.schema.ChangeSchema;
import io.dynalake.schema.ItemSchema;
import io.dynalake.schema.ProfileOptions;
import io.dynalake.schema.SparkTypes;
import io.dynalake.schema.TypingOptions;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.Function;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Random histories of a table, cut into windows and brought in by processes that die: with {@code
 * -Dchanges.histories=1000 -Dchanges.seed=7} more of them, and others.
 */
class ChangesIntoTablesTest {
  private static final int HISTORIES = Integer.getInteger("changes.histories", 12);
  private static final long SEED = Long.getLong("changes.seed", 1L);
  private static final Configuration HADOOP = new Configuration();

  @SuppressWarnings("NullAway.Init")
  private static SparkSession spark;

  @TempDir
  @SuppressWarnings("NullAway.Init")
  Path folder;

  @BeforeAll
  static void startSpark() {
    spark =
        SparkSession.builder()
            .master("local[2]")
            .config("spark.ui.enabled", "false")
            .config("spark.sql.shuffle.partitions", "2")
            .config("spark.driver.host", "localhost")
            .getOrCreate();
    spark.sparkContext().setLogLevel("OFF");
  }

  @AfterAll
  static void stopSpark() {
    spark.stop();
  }

  /** A table in the lake, as each process opens it. */
  private enum Format {
    CHANGELOG(WriteMode.APPEND) {
      @Override
      StateTable open(DatasetTransaction transaction, RunIdentity run) {
        return new Changelog(transaction, run);
      }
    },
    PARQUET(WriteMode.OVERWRITE_PARTITIONS) {
      @Override
      StateTable open(DatasetTransaction transaction, RunIdentity run) {
        return new CurrentItems(transaction, run, 3);
      }
    };

    private final WriteMode mode;

    Format(WriteMode mode) {
      this.mode = mode;
    }

    abstract StateTable open(DatasetTransaction transaction, RunIdentity run);
  }

  private String target(Format format) {
    return folder.resolve(format.name()).toString();
  }

  private static WindowReader reader() {
    return new WindowReader(
        spark,
        HADOOP,
        new WindowReader.Settings(
            ProfileOptions.DEFAULT, TypingOptions.DEFAULT, 0, ZoneOffset.UTC, null));
  }

  /** One process: brings in what is missing of the sources. Returns the commits it made. */
  private static int bringIn(Sources sources, List<String> keys, StateTable table) {
    WindowReader reader = reader();
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
            false);
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

  private int bringIn(Format format, Sources sources, List<String> keys, int process) {
    RunIdentity run = new RunIdentity("r" + process, "apply", "");
    DatasetTransaction transaction =
        DatasetTransaction.begin(target(format), HADOOP, run, format.mode, message -> {});
    try (StateTable table = format.open(transaction, run)) {
      return bringIn(sources, keys, table);
    }
  }

  /** Dies after so many steps, unless it is done before. */
  private void die(Format format, Sources sources, List<String> keys, int process, int steps) {
    RunIdentity run = new RunIdentity("r" + process, "apply", "");
    DatasetTransaction transaction =
        DyingTransactions.begin(target(format), run, format.mode, steps);
    try {
      bringIn(sources, keys, format.open(transaction, run));
    } catch (DyingTransactions.Death e) {
      // As meant.
    } finally {
      DyingTransactions.abandon(transaction);
    }
  }

  private static Export open(Path folder) {
    return Exports.openAny(folder.toString(), HADOOP);
  }

  @Test
  void holdWhatTheTableHoldsWhateverTheHistoryAndWheneverProcessesDie() {
    for (int i = 0; i < HISTORIES; i++) {
      long seed = SEED + i;
      Path root = folder;
      try {
        folder = root.resolve("history-" + seed);
        history(seed);
      } catch (RuntimeException | AssertionError e) {
        throw new AssertionError("-Dchanges.histories=1 -Dchanges.seed=" + seed, e);
      } finally {
        folder = root;
      }
    }
  }

  private void history(long seed) {
    Random random = new Random(seed);
    TableHistory table = new TableHistory(seed, folder.resolve("bucket"));
    table.begin();
    Export base = open(table.full());
    List<Export> exports = new ArrayList<>(List.of(base));
    int process = 0;
    int rounds = 1 + random.nextInt(2);
    for (int round = 0; round < rounds; round++) {
      for (int i = random.nextInt(3); i >= 0; i--) {
        exports.add(open(table.window()));
      }
      List<Export> given = new ArrayList<>(exports);
      Collections.shuffle(given, random);
      Sources sources = Sources.of(given, Optional.empty());
      for (Format format : Format.values()) {
        if (random.nextBoolean()) {
          die(format, sources, table.keyNames(), process++, random.nextInt(12));
        }
        bringIn(format, sources, table.keyNames(), process++);
        assertThat(bringIn(format, sources, table.keyNames(), process++)).isZero();
      }
    }
    assertThat(currentItems()).isEqualTo(items(table.full()));
    assertThat(changes()).isEqualTo(lines(exports));
  }

  private ItemSchema pinned(Format format) {
    return PinnedDataset.latest(SchemaStore.at(target(format), HADOOP), "")
        .flatMap(p -> p.schema(""))
        .orElse(new ItemSchema(List.of()));
  }

  private static List<String> json(Dataset<Row> rows) {
    return rows.toJSON().collectAsList().stream().sorted().toList();
  }

  private List<String> items(Path full) {
    ItemSchema schema = pinned(Format.PARQUET);
    if (schema.fields().isEmpty()) {
      return List.of();
    }
    return json(
        spark
            .read()
            .format("dynamodb-export")
            .schema(SparkTypes.toStructType(schema))
            .load(full.toString()));
  }

  private List<String> currentItems() {
    ItemSchema schema = pinned(Format.PARQUET);
    return schema.fields().isEmpty()
        ? List.of()
        : json(
            spark
                .read()
                .schema(SparkTypes.toStructType(schema))
                .parquet(target(Format.PARQUET))
                .drop("pk_bucket"));
  }

  private static final String COLUMNS = "_op, unix_micros(_written_at) t, to_json(%s) k";

  private List<String> changes() {
    ItemSchema schema = pinned(Format.CHANGELOG);
    if (schema.fields().isEmpty()) {
      return List.of();
    }
    var type = SparkTypes.toStructType(schema).add("_op", "string").add("_written_at", "timestamp");
    spark
        .read()
        .schema(type)
        .parquet(target(Format.CHANGELOG))
        .drop("written_day")
        .createOrReplaceTempView("log");
    return json(spark.sql("select " + COLUMNS.formatted("struct(*)") + " from log"));
  }

  private List<String> lines(List<Export> exports) {
    ItemSchema schema = pinned(Format.CHANGELOG);
    List<String> all = new ArrayList<>();
    for (Export export : exports) {
      if (export instanceof IncrementalExport window && !schema.fields().isEmpty()) {
        List<String> keys = reader().keys(window);
        if (keys.isEmpty()) {
          continue;
        }
        var type = new ChangeSchema(schema, keys).toStructType();
        spark
            .read()
            .format("dynamodb-export")
            .schema(type)
            .load(window.location())
            .createOrReplaceTempView("changes");
        Function<String, String> column =
            name ->
                keys.contains(name)
                    ? "keys.`" + name + "`"
                    : "coalesce(new_image, old_image).`" + name + "`";
        List<String> fields = new ArrayList<>();
        schema.fields().forEach(f -> fields.add(column.apply(f.name()) + " as `" + f.name() + "`"));
        all.addAll(
            json(
                spark.sql(
                    "select "
                        + COLUMNS.formatted("struct(*)")
                        + " from (select "
                        + String.join(",", fields)
                        + ", operation _op, write_time _written_at from changes)")));
      }
    }
    return all.stream().sorted().toList();
  }

  @Test
  void refuseADatasetOfAnotherKindAndAWindowOfOtherKeys() {
    TableHistory table = new TableHistory(5, folder.resolve("bucket"));
    table.begin();
    List<Export> exports = new ArrayList<>(List.of(open(table.full())));
    for (int i = 0; i < 3; i++) {
      exports.add(open(table.window()));
    }
    Sources sources = Sources.of(exports, Optional.empty());
    bringIn(Format.PARQUET, sources, table.keyNames(), 1);

    RunIdentity run = new RunIdentity("other", "apply", "");
    try (DatasetTransaction transaction =
        DatasetTransaction.begin(
            target(Format.PARQUET), HADOOP, run, WriteMode.APPEND, message -> {})) {
      assertThatThrownBy(() -> new Changelog(transaction, run))
          .hasMessageStartingWith("--table-format changelog: the dataset is no change log");
    }
    IncrementalExport window =
        sources.windows().stream()
            .filter(w -> w.itemCount().orElse(0) > 0)
            .findFirst()
            .orElseThrow();
    assertThatThrownBy(() -> reader().changes(window, Optional.empty(), List.of("id")))
        .hasMessageContaining("the key attributes of its changes are ")
        .hasMessageContaining("but those of the dataset's items id");
  }

  @Test
  void bucketsAreThoseOfThePartitionTransform() {
    BucketOf bucket = new BucketOf(new Transform.Bucket(1000));
    Map<Object, Object> same =
        Map.of(
            new BigDecimal("12.50"),
            "12.5",
            new BigDecimal("-100.00"),
            "-100",
            new BigDecimal("0.00"),
            "0",
            34L,
            "34",
            "34",
            "34");
    same.forEach((key, text) -> assertThat(bucket.call(key)).isEqualTo(bucket.call(text)));
    // From the Iceberg specification: murmur3("iceberg") is 1210000089.
    assertThat(bucket.call("iceberg")).isEqualTo(89);
    assertThat(bucket.call(new byte[] {0, 1, 2, 3}))
        .isEqualTo((-188683207 & Integer.MAX_VALUE) % 1000);
  }
}
