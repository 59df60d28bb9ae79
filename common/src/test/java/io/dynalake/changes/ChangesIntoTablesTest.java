package io.dynalake.changes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dynalake.changes.LakeTable.Format;
import io.dynalake.export.Export;
import io.dynalake.export.Exports;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Random histories of items in tables of DynamoDB, exported in windows and brought into every
 * format, in random cuts, by processes that die at any change of a file. Several histories, of keys
 * of their own, share a table, its exports and its processes. With {@code -Dchanges.histories=8000
 * -Dchanges.seed=7} more of them, and others.
 */
class ChangesIntoTablesTest {
  private static final int HISTORIES_IN_TABLE = 16;
  private static final int TABLES =
      (Integer.getInteger("changes.histories", 200) + HISTORIES_IN_TABLE - 1) / HISTORIES_IN_TABLE;
  private static final long SEED = Long.getLong("changes.seed", 1L);

  @TempDir
  @SuppressWarnings("NullAway.Init")
  static Path folder;

  @SuppressWarnings("NullAway.Init")
  private static SparkSession spark;

  @SuppressWarnings("NullAway.Init")
  private static Configuration hadoop;

  @SuppressWarnings("NullAway.Init")
  private static ExportedTables service;

  @BeforeAll
  static void start() {
    spark =
        SparkSession.builder()
            .master("local[2]")
            .config("spark.ui.enabled", "false")
            .config("spark.driver.host", "localhost")
            .config("spark.sql.shuffle.partitions", "1")
            .config("spark.sql.adaptive.enabled", "false")
            // Compiling the plans of a few rows takes longer than all the rest.
            .config("spark.sql.codegen.wholeStage", "false")
            .config("spark.sql.codegen.factoryMode", "NO_CODEGEN")
            .config("spark.broadcast.blockSize", "64k")
            .getOrCreate();
    spark.sparkContext().setLogLevel("OFF");
    hadoop = spark.sparkContext().hadoopConfiguration();
    // Hundreds of defaults go with every task.
    hadoop.clear();
    MortalDisk.in(hadoop);
    service = new ExportedTables(folder.resolve("bucket"));
  }

  @AfterAll
  static void stop() {
    service.close();
    spark.stop();
  }

  @Test
  void leaveWhatAScanFindsInEveryFormatWhereverTheyAreCutAndWheneverProcessesDie() {
    for (int i = 0; i < TABLES; i++) {
      long seed = SEED + i;
      try {
        follow(seed);
      } catch (RuntimeException | AssertionError e) {
        throw new AssertionError(
            "-Dchanges.histories=" + HISTORIES_IN_TABLE + " -Dchanges.seed=" + seed, e);
      }
    }
  }

  private static void follow(long seed) {
    Random random = new Random(seed);
    ChangingTable table =
        new ChangingTable(service, "table-" + seed, random.nextLong(), HISTORIES_IN_TABLE);
    Path lake = folder.resolve("lake-" + seed);
    List<LakeTable> tables = new ArrayList<>();
    for (Format format : Format.values()) {
      tables.add(
          new LakeTable(
              spark, hadoop, format, lake.resolve(format.name()).toString(), table.keyNames()));
    }
    List<Path> full = List.of(table.full());
    Map<String, String> before = table.scan();
    List<Path> windows = new ArrayList<>();
    for (int round = random.nextInt(3); round >= 0; round--) {
      for (int i = random.nextInt(2); i >= 0; i--) {
        windows.add(table.window());
      }
      List<Path> given = new ArrayList<>(full);
      given.addAll(windows);
      if (random.nextInt(4) == 0) {
        // There is a way without it, which is exact.
        given.add(table.wideWindow());
      }
      Collections.shuffle(given, random);
      tables.forEach(each -> bringIn(each, given, random));
    }
    List<String> after = sorted(table.scan().values());
    for (LakeTable each : tables) {
      List<String> items =
          each.format() == Format.CHANGELOG
              ? replayed(before, each.rows(), table.keyNames())
              : sorted(each.rows().stream().map(PlainText::of).toList());
      assertThat(items).as(each.format().name()).isEqualTo(after);
    }
    if (table.writesJson()) {
      assertThat(sorted(tables.get(0).rows().stream().map(WindowLines::of).toList()))
          .isEqualTo(lines(windows));
    }
  }

  private static Sources sources(List<Path> given) {
    List<Export> exports =
        given.stream().map(export -> Exports.openAny(export.toString(), hadoop)).toList();
    return Sources.of(exports, Optional.empty());
  }

  private static void bringIn(LakeTable table, List<Path> given, Random random) {
    Sources sources = sources(given);
    while (random.nextInt(5) < 2) {
      table.die(sources, random.nextInt(60));
    }
    table.bringIn(sources);
    if (random.nextInt(4) == 0) {
      assertThat(table.bringIn(sources)).isZero();
    }
  }

  private static List<String> lines(List<Path> windows) {
    List<String> lines = new ArrayList<>();
    windows.forEach(window -> lines.addAll(WindowLines.of(folder.resolve("bucket"), window)));
    return sorted(lines);
  }

  private static List<String> sorted(Collection<String> texts) {
    return texts.stream().sorted().toList();
  }

  /** The items after all changes of a log. */
  private static List<String> replayed(
      Map<String, String> before, List<Row> log, List<String> keys) {
    Map<String, String> items = new TreeMap<>(before);
    for (Row change : log.stream().sorted(Comparator.comparing(WindowLines::micros)).toList()) {
      String key = PlainText.of(change, keys);
      if (change.getAs("_op").equals("delete")) {
        items.remove(key);
      } else {
        items.put(key, PlainText.of(change));
      }
    }
    return sorted(items.values());
  }

  /** What real chains have: empty files and windows, and lines that change nothing. */
  @Test
  void bringInDeletionsOfWhatIsNotThereWindowsOfThemAloneAndUnchangedItems() {
    ChainOfExports chain = new ChainOfExports(folder.resolve("chain"));
    String a =
        "\"id\":{\"S\":\"a\"},\"ss\":{\"SS\":[\"x\",\"y\"]},\"b\":{\"B\":\"AAE=\"},\"v\":{\"N\":\"1.50\"}";
    String b =
        "\"id\":{\"S\":\"b\"},\"bs\":{\"BS\":[\"AA==\",\"AQ==\"]},\"ns\":{\"NS\":[\"1\",\"2.5\"]}";
    chain.full(List.of(a, b));
    chain.window(
        ChainOfExports.change("a", a, a),
        ChainOfExports.change("never", "", ""),
        ChainOfExports.change("b", b, "\"id\":{\"S\":\"b\"},\"v\":{\"S\":\"text\"}"));
    chain.window();
    chain.window(
        ChainOfExports.change("b", "", ""),
        ChainOfExports.change("a", a, ""),
        ChainOfExports.change("never", "", ""));
    chain.window(
        ChainOfExports.change("a", "", ""),
        ChainOfExports.change("c", "", b.replace("b\"}", "c\"}")));

    for (Format format : Format.values()) {
      LakeTable table =
          new LakeTable(
              spark,
              hadoop,
              format,
              folder.resolve("chained").resolve(format.name()).toString(),
              List.of("id"));
      assertThat(table.bringIn(sources(chain.exports())))
          .isEqualTo(format == Format.CHANGELOG ? 4 : 5);
      if (format == Format.CHANGELOG) {
        assertThat(sorted(table.rows().stream().map(WindowLines::of).toList()))
            .isEqualTo(
                sorted(
                    chain.windows().stream()
                        .flatMap(w -> WindowLines.of(chain.bucket(), w).stream())
                        .toList()));
      } else {
        assertThat(table.rows())
            .extracting(PlainText::of)
            .containsExactly("{bs=[AA==, AQ==], id=c, ns=[1, 2.5]}");
      }
    }
  }

  @Test
  void refuseADatasetOfAnotherKindAndAWindowOfOtherKeys() {
    ChainOfExports chain = new ChainOfExports(folder.resolve("refused"));
    chain.full(List.of("\"id\":{\"S\":\"a\"},\"v\":{\"S\":\"text\"}"));
    chain.window(ChainOfExports.change("a", "", ""));
    String target = folder.resolve("refused-lake").toString();
    Sources sources = sources(chain.exports());
    new LakeTable(spark, hadoop, Format.PARQUET, target, List.of("id")).bringIn(sources);

    LakeTable log = new LakeTable(spark, hadoop, Format.CHANGELOG, target, List.of("id"));
    assertThatThrownBy(() -> log.bringIn(sources))
        .hasMessageStartingWith("--table-format changelog: the dataset is no change log");
    LakeTable otherKeys =
        new LakeTable(spark, hadoop, Format.PARQUET, target + "-other", List.of("v"));
    assertThatThrownBy(() -> otherKeys.bringIn(sources))
        .hasMessageContaining("the key attributes of its changes are id")
        .hasMessageContaining("but those of the dataset's items v");
  }
}
