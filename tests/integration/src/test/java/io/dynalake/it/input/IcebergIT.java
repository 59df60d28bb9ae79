package io.dynalake.it.input;

import static org.assertj.core.api.Assertions.assertThat;

import io.dynalake.testsupport.export.WrittenExport;
import io.dynalake.testsupport.s3.EmbeddedS3;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.iceberg.Table;
import org.apache.iceberg.hadoop.HadoopTables;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Iceberg tables, as Spark reads them with Iceberg's own catalog. */
final class IcebergIT {
  private static final String[] TIMED = {
    "--table-format", "iceberg", "--type", "at=timestamp", "--partition-by", "day(at)"
  };
  private static final String[] REPLACING = {"--write-mode", "overwrite-partitions"};

  private final Path folder;
  private final Lake lake;
  private int exports;

  IcebergIT(@TempDir Path folder) {
    this.folder = folder;
    this.lake = new Lake(folder);
  }

  private WrittenExport export(String... items) {
    return new Lake(folder.resolve("export" + ++exports))
        .export()
        .id(String.format("01715685260%03d-c488b4e1", exports))
        .file(List.of(items))
        .write();
  }

  private static String item(String key, String attributes) {
    return "{\"pk\":{\"S\":\"" + key + "\"}" + (attributes.isEmpty() ? "" : ",") + attributes + "}";
  }

  private static String at(String day) {
    return "\"at\":{\"S\":\"" + day + "T10:00:00Z\"}";
  }

  private static String number(String name, String value) {
    return "\"" + name + "\":{\"N\":\"" + value + "\"}";
  }

  private static String text(String name, String value) {
    return "\"" + name + "\":{\"S\":\"" + value + "\"}";
  }

  private static String[] join(String[] some, String... more) {
    List<String> all = new ArrayList<>(List.of(some));
    all.addAll(List.of(more));
    return all.toArray(String[]::new);
  }

  /** A session that has cached nothing, with the tables below a folder as {@code lake}. */
  private static SparkSession session(String warehouse) {
    SparkSession session = Lake.spark().newSession();
    session.conf().set("spark.sql.session.timeZone", "UTC");
    session.conf().set("spark.sql.catalog.lake", "org.apache.iceberg.spark.SparkCatalog");
    session.conf().set("spark.sql.catalog.lake.type", "hadoop");
    session.conf().set("spark.sql.catalog.lake.warehouse", warehouse);
    return session;
  }

  private List<String> query(String sql) {
    return query(folder.toString(), sql);
  }

  /** The rows of a query, as text, sorted; the table is {@code lake.lake}. */
  private static List<String> query(String warehouse, String sql) {
    return session(warehouse).sql(sql).collectAsList().stream()
        .map(Row::toString)
        .sorted()
        .toList();
  }

  private long snapshots() {
    return query("SELECT snapshot_id FROM lake.lake.snapshots").size();
  }

  private Table table() {
    return new HadoopTables(new Configuration()).load(lake.target().toString());
  }

  @Test
  void appendsOneSnapshotForEachExportAndRepeatsNone() {
    WrittenExport first = export(item("a", at("2024-05-01")), item("b", at("2024-05-02")));
    WrittenExport second = export(item("c", at("2024-05-02")), item("d", ""));
    lake.backfill(first, TIMED).done();
    lake.backfill(second, TIMED).done();
    assertThat(query("SELECT pk, at FROM lake.lake"))
        .containsExactly(
            "[a,2024-05-01 10:00:00.0]",
            "[b,2024-05-02 10:00:00.0]",
            "[c,2024-05-02 10:00:00.0]",
            "[d,null]");
    assertThat(snapshots()).isEqualTo(2);

    assertThat(lake.backfill(first, TIMED).done().out()).contains("already done");
    assertThat(snapshots()).isEqualTo(2);
    lake.backfill(first, join(TIMED, "--force")).done();
    assertThat(query("SELECT pk FROM lake.lake"))
        .containsExactly("[a]", "[a]", "[b]", "[b]", "[c]", "[d]");

    // Once it has expired, the snapshot of the first run no longer says that it was added.
    table().expireSnapshots().expireOlderThan(Long.MAX_VALUE).retainLast(1).commit();
    assertThat(snapshots()).isEqualTo(1);
    lake.backfill(second, TIMED).done();
    assertThat(query("SELECT pk FROM lake.lake")).hasSize(6);
  }

  /** Iceberg's own functions give the same partitions, or queries would miss rows. */
  @Test
  void partitionsAsIcebergsTransformsDo() {
    List<String> items = new ArrayList<>();
    for (int i = -6; i < 6; i++) {
      String time = String.format("%d-%02d-03T%02d:59:59.999Z", 1970 + i, 7 + i, 12 + 2 * i);
      items.add(
          item(
              "k" + i,
              String.join(
                  ",",
                  text("at", time),
                  text("name", "näme" + i),
                  number("n", Integer.toString(i * 7919)),
                  number("price", i + ".5"),
                  "\"flag\":{\"BOOL\":" + (i % 2 == 0) + "}",
                  "\"raw\":{\"B\":\"" + (i % 3 == 0 ? "AQIDBA==" : "/w==") + "\"}",
                  "\"in\":{\"M\":{" + text("region", i % 5 == 0 ? "" : "r/" + i % 5) + "}}")));
    }
    items.add(item("none", ""));
    items.add(item("empty", text("name", "")));
    Map<String, String> fits = new LinkedHashMap<>();
    fits.put(
        "year(at), t=truncate(10, n), k=bucket(4, pk)",
        "p.at_year <=> lake.system.years(at) AND p.t <=> lake.system.truncate(10, n)"
            + " AND p.k <=> lake.system.bucket(4, pk)");
    fits.put(
        "month(at), flag, bucket(3, n)",
        "p.at_month <=> lake.system.months(at) AND p.flag <=> flag"
            + " AND p.n_bucket <=> lake.system.bucket(3, n)");
    fits.put(
        "day(at), b=bucket(5, raw), price",
        "p.at_day <=> lake.system.days(at) AND p.b <=> lake.system.bucket(5, raw)"
            + " AND p.price <=> price");
    fits.put(
        "hour(at), truncate(2, raw), truncate(3, name)",
        "p.at_hour <=> lake.system.hours(at) AND p.raw_trunc <=> lake.system.truncate(2, raw)"
            + " AND p.name_trunc <=> lake.system.truncate(3, name)");
    fits.put("region=in.region, name", "p.region <=> in.region AND p.name <=> name");
    WrittenExport export = export(items.toArray(String[]::new));
    fits.forEach((by, fit) -> requirePartitions(export, by, fit));
  }

  private void requirePartitions(WrittenExport export, String by, String fit) {
    Lake each = new Lake(folder.resolve(by.replaceAll("\\W", "")));
    each.backfill(
            export,
            "--table-format=iceberg",
            "--type=at=timestamp",
            "--partition-by=" + by,
            "--time-zone=Asia/Tokyo")
        .done();
    String warehouse = each.root().toString();
    String wrong = "SELECT count(*) FROM (SELECT *, _partition AS p FROM lake.lake) WHERE NOT (%s)";
    assertThat(query(warehouse, wrong.formatted(fit))).as(by).containsExactly("[0]");
    assertThat(query(warehouse, "SELECT count(*), count(DISTINCT pk) FROM lake.lake"))
        .as(by)
        .containsExactly("[14,14]");
    assertThat(query(warehouse, "SELECT pk FROM lake.lake WHERE name = ''"))
        .containsExactly("[empty]");
    assertThat(query(warehouse, "SELECT pk FROM lake.lake WHERE pk = 'k5' AND n = 39595"))
        .containsExactly("[k5]");
    assertThat(
            query(
                warehouse,
                "SELECT pk FROM lake.lake WHERE at = TIMESTAMP '1964-01-03 00:59:59.999'"))
        .containsExactly("[k-6]");
  }

  @Test
  void replacesPartitionsAndKeepsWhatTheyWereForOlderSnapshots() {
    WrittenExport first =
        export(
            item("a", at("2024-05-01")), item("b", at("2024-05-02")), item("c", at("2024-05-02")));
    WrittenExport second = export(item("d", at("2024-05-02")));
    lake.backfill(first, TIMED).done();
    lake.backfill(second, join(TIMED, REPLACING)).done();
    assertThat(query("SELECT pk FROM lake.lake")).containsExactly("[a]", "[d]");
    String before =
        query("SELECT parent_id FROM lake.lake.snapshots WHERE operation = 'overwrite'").get(0);
    assertThat(query("SELECT pk FROM lake.lake VERSION AS OF " + before.replaceAll("\\D", "")))
        .containsExactly("[a]", "[b]", "[c]");

    lake.backfill(second, join(TIMED, REPLACING)).done();
    assertThat(snapshots()).isEqualTo(2);
    lake.backfill(export(item("e", at("2024-05-02"))), join(TIMED, REPLACING)).done();
    assertThat(query("SELECT pk FROM lake.lake")).containsExactly("[a]", "[e]");
    // Others have replaced it since: so it is not there already.
    lake.backfill(second, join(TIMED, REPLACING)).done();
    assertThat(query("SELECT pk FROM lake.lake")).containsExactly("[a]", "[d]");
  }

  @Test
  void addsColumnsAndFieldsAndWidensDecimals() {
    String[] iceberg = {"--table-format", "iceberg"};
    lake.backfill(
            export(
                item("a", number("total", "1.5") + ",\"to\":{\"M\":{\"city\":{\"S\":\"Ulm\"}}}")),
            iceberg)
        .done();
    session(folder.toString()).sql("ALTER TABLE lake.lake ALTER COLUMN pk COMMENT 'mine'");
    lake.backfill(
            export(
                item(
                    "b",
                    number("total", "12345678901234567890.25")
                        + ","
                        + number("count", "7")
                        + ",\"to\":{\"M\":{\"city\":{\"S\":\"Bonn\"},\"zip\":{\"N\":\"53111\"}}}")),
            iceberg)
        .done();
    assertThat(query("SELECT pk, total, count, to.city, to.zip FROM lake.lake"))
        .containsExactly("[a,1.50,null,Ulm,null]", "[b,12345678901234567890.25,7,Bonn,53111]");
    assertThat(query("DESCRIBE TABLE lake.lake"))
        .contains(
            "[total,decimal(38,2),DynamoDB: N]", "[pk,string,mine]", "[count,bigint,DynamoDB: N]");

    Run refused = lake.backfill(export(item("c", number("count", "1.5"))), iceberg);
    assertThat(refused.exitCode()).isEqualTo(65);
    assertThat(refused.message()).contains("count", "bigint", "1 integer and 1 fraction digits");
    assertThat(snapshots()).isEqualTo(2);
  }

  @Test
  void refusesWhatIcebergCannotPartitionOrTake() {
    WrittenExport export = export(item("a", at("2024-05-01")));
    Run untyped = lake.backfill(export, "--table-format", "iceberg", "--partition-by", "day(at)");
    assertThat(untyped.exitCode()).isEqualTo(64);
    assertThat(untyped.message())
        .contains("--partition-by day(at): column at is string", "--type at=timestamp");
    assertThat(lake.dataFiles()).isEmpty();

    lake.backfill(export, TIMED).done();
    assertThat(lake.backfill(export, "--force").message())
        .contains("--table-format parquet: the dataset is in the format iceberg");
    // Somebody else has changed the table's partitions, by which files can no longer be added.
    table().updateSpec().removeField("at_day").commit();
    assertThat(lake.backfill(export(item("b", at("2024-05-02"))), TIMED).message())
        .contains("--partition-by", "is partitioned by");
  }

  @Test
  void refusesColumnsOfOtherTypesInATableThatOthersMade() {
    session(folder.toString())
        .sql("CREATE TABLE lake.lake (pk int, n int, more string) USING iceberg");
    Run refused =
        lake.backfill(export(item("a", number("n", "3000000000"))), "--table-format", "iceberg");
    assertThat(refused.exitCode()).isEqualTo(65);
    assertThat(refused.message()).contains("pk", "int", "string", "nothing was written");

    session(folder.toString()).sql("DROP TABLE lake.lake");
    session(folder.toString())
        .sql("CREATE TABLE lake.lake (pk string, n int, more string) USING iceberg");
    lake.backfill(export(item("a", number("n", "3000000000"))), "--table-format", "iceberg").done();
    assertThat(query("SELECT * FROM lake.lake")).containsExactly("[a,3000000000,null]");
  }

  /** As after a crash between the files' commit and the table's. */
  @Test
  void addsWhatACrashLeftOut() {
    WrittenExport first = export(item("a", at("2024-05-01")));
    WrittenExport second = export(item("b", at("2024-05-01")));
    lake.backfill(first, TIMED).done();
    Path metadata = lake.target().resolve("metadata");
    Path saved = folder.resolve("saved");
    copy(metadata, saved);
    lake.backfill(second, TIMED).done();
    List<String> files = lake.dataFiles().stream().filter(f -> f.endsWith(".parquet")).toList();

    delete(metadata);
    copy(saved, metadata);
    for (String marker : lake.files()) {
      if (marker.startsWith("_dynalake/iceberg/")) {
        delete(lake.target().resolve(marker));
      }
    }
    assertThat(query("SELECT pk FROM lake.lake")).containsExactly("[a]");
    lake.backfill(second, TIMED).done();
    lake.backfill(first, TIMED).done();
    assertThat(query("SELECT pk FROM lake.lake")).containsExactly("[a]", "[b]");
    assertThat(lake.dataFiles().stream().filter(f -> f.endsWith(".parquet"))).isEqualTo(files);
  }

  @Test
  void keepsANamedTableInAWarehouseOnS3() {
    var hadoop = Lake.spark().sparkContext().hadoopConfiguration();
    EmbeddedS3.shared().hadoopConfiguration().forEach(hadoop::set);
    String bucket = EmbeddedS3.shared().newBucket();
    String warehouse = "s3a://" + bucket + "/warehouse";
    String[] named =
        join(TIMED, "--catalog-table", "lake.orders", "--target", warehouse, "--catalog=hadoop");
    lake.backfill(export(item("a", at("2024-05-01"))), named).done();
    lake.backfill(export(item("b", at("2024-05-01"))), join(named, REPLACING)).done();
    assertThat(
            query(
                warehouse,
                "SELECT pk, at_day FROM (SELECT pk, _partition.at_day FROM lake.lake.orders)"))
        .containsExactly("[b,2024-05-01]");
  }

  private static void copy(Path from, Path to) {
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.toList()) {
        Files.copy(file, to.resolve(from.relativize(file).toString()));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void delete(Path path) {
    try (Stream<Path> files = Files.walk(path)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
