package io.dynalake.it.input;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dynalake.changes.Applied;
import io.dynalake.changes.IcebergItems;
import io.dynalake.changes.StateTable;
import io.dynalake.changes.TableIdentity;
import io.dynalake.dataset.commit.DatasetLayout;
import io.dynalake.dataset.commit.DatasetTransaction;
import io.dynalake.dataset.commit.RunIdentity;
import io.dynalake.dataset.commit.WriteMode;
import io.dynalake.dataset.iceberg.IcebergState;
import io.dynalake.dataset.iceberg.IcebergState.Window;
import io.dynalake.dataset.iceberg.IcebergTarget;
import io.dynalake.dataset.iceberg.IcebergTarget.Kind;
import io.dynalake.error.JobException;
import io.dynalake.schema.ChangeSchema;
import io.dynalake.schema.ItemSchema;
import io.dynalake.schema.SparkTypes;
import io.dynalake.testsupport.export.WrittenExport;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.hadoop.conf.Configuration;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.Table;
import org.apache.iceberg.hadoop.HadoopTables;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerTaskEnd;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Changes that are merged into an Iceberg table, which an export was written to. */
final class IcebergStateIT {
  private static final Instant EXPORTED = Instant.parse("2024-05-01T00:00:00Z");
  private static final String COLUMNS =
      "pk string, sk bigint, name string, total decimal(18,2), to struct<city:string>";
  private static final String WIDER =
      "pk string, sk bigint, name string, total decimal(18,2),"
          + " to struct<city:string,zip:string>, extra boolean";

  private final Lake lake;
  private final SparkSession session;

  IcebergStateIT(@TempDir Path folder) {
    lake = new Lake(folder);
    session = Lake.spark().newSession();
    session.conf().set("spark.sql.session.timeZone", "UTC");
    session.conf().set("spark.sql.shuffle.partitions", 2);
  }

  @BeforeEach
  void bootstrap() {
    WrittenExport export =
        lake.export()
            .file(
                List.of(
                    item("a", 1, "ann", "1.5", ",\"to\":{\"M\":{\"city\":{\"S\":\"Ulm\"}}}"),
                    item("a", 2, "bob", "2", ""),
                    item("b", 1, "cat", "3", ""),
                    item("c", 1, "dan", "4", "")))
            .write();
    lake.backfill(
            export,
            "--table-format=iceberg",
            "--partition-by=bucket(2, pk)",
            "--type=total=decimal(18,2)")
        .done();
  }

  private static String item(String pk, int sk, String name, String total, String more) {
    return "{\"pk\":{\"S\":\"%s\"},\"sk\":{\"N\":\"%d\"},\"name\":{\"S\":\"%s\"},\"total\":{\"N\":\"%s\"}%s}"
        .formatted(pk, sk, name, total, more);
  }

  private IcebergState state() {
    return IcebergState.open(
        session,
        new IcebergTarget(Kind.HADOOP, Optional.empty(), Optional.empty(), Map.of()),
        DatasetLayout.at(lake.target().toString(), new Configuration()),
        new Configuration());
  }

  private static Window window(String id) {
    return new Window(id, List.of("pk", "sk"), EXPORTED, Map.of("appliedExport", id));
  }

  private static ItemSchema schema(String ddl) {
    return SparkTypes.fromStructType(StructType.fromDDL(ddl));
  }

  /** Changes, each as SQL: operation, seconds after the export, keys and image. */
  private Dataset<Row> changes(String columns, String... rows) {
    return session.sql(
        "SELECT operation, TIMESTAMP '2024-05-01 00:00:00Z' + make_interval(0,0,0,0,0,0,after) AS"
            + " write_time, named_struct('pk', pk, 'sk', sk) AS keys, from_json(image, '"
            + columns.replace("'", "")
            + "') AS new_image FROM VALUES "
            + String.join(", ", rows)
            + " AS t(operation, after, pk, sk, image)");
  }

  private static String upsert(int after, String pk, int sk, String image) {
    String all =
        "{\"pk\":\"%s\",\"sk\":%d%s}".formatted(pk, sk, image.isEmpty() ? "" : "," + image);
    return "('upsert', %d, '%s', %dL, '%s')".formatted(after, pk, sk, all);
  }

  private static String delete(int after, String pk, int sk) {
    return "('delete', %d, '%s', %dL, CAST(NULL AS STRING))".formatted(after, pk, sk);
  }

  private List<String> rows() {
    return rows("pk, sk, name, total, to.city");
  }

  private List<String> rows(String columns) {
    return session
        .read()
        .format("iceberg")
        .load(lake.target().toString())
        .selectExpr(columns.split(", "))
        .collectAsList()
        .stream()
        .map(Row::toString)
        .sorted()
        .toList();
  }

  private Table table() {
    return new HadoopTables(new Configuration()).load(lake.target().toString());
  }

  private long snapshots() {
    long count = 0;
    for (Snapshot each : table().snapshots()) {
      count += each.snapshotId() != 0 ? 1 : 0;
    }
    return count;
  }

  @Test
  void replacesWholeItemsDeletesAndInsertsInOneSnapshot() {
    Dataset<Row> changes =
        changes(
            COLUMNS,
            upsert(60, "a", 1, "\"total\":9.25"),
            delete(60, "b", 1),
            delete(60, "never", 1),
            upsert(60, "d", 1, "\"name\":\"eve\""));
    assertThat(state().merge(changes, schema(COLUMNS), window("w1"))).isTrue();
    List<String> expected =
        List.of(
            "[a,1,null,9.25,null]",
            "[a,2,bob,2.00,null]",
            "[c,1,dan,4.00,null]",
            "[d,1,eve,null,null]");
    assertThat(rows()).isEqualTo(expected);
    assertThat(snapshots()).isEqualTo(2);
    Map<String, String> summary = table().currentSnapshot().summary();
    assertThat(summary).containsEntry("dynalake.window", "w1");
    // Of the files that were there, none is written again.
    assertThat(summary)
        .containsKey("added-position-deletes")
        .doesNotContainKey("deleted-data-files");

    assertThat(state().has(window("w1"))).isTrue();
    assertThat(state().merge(changes, schema(COLUMNS), window("w1"))).isFalse();
    table().expireSnapshots().expireOlderThan(Long.MAX_VALUE).retainLast(1).commit();
    table().rewriteManifests().commit();
    table().expireSnapshots().expireOlderThan(Long.MAX_VALUE).retainLast(1).commit();
    assertThat(state().merge(changes, schema(COLUMNS), window("w1"))).isFalse();
    assertThat(rows()).isEqualTo(expected);
  }

  @Test
  void takesTheLastOfSeveralChangesAndNoneThatIsOlderThanTheItem() {
    Dataset<Row> changes =
        changes(
            COLUMNS,
            upsert(10, "a", 1, "\"name\":\"first\""),
            upsert(30, "a", 1, "\"name\":\"last\""),
            upsert(20, "a", 1, "\"name\":\"second\""),
            delete(10, "b", 1),
            upsert(20, "b", 1, "\"name\":\"back\""),
            upsert(-1, "c", 1, "\"name\":\"before the export\""));
    state().merge(changes, schema(COLUMNS), window("w1"));
    state()
        .merge(
            changes(COLUMNS, upsert(29, "a", 1, "\"name\":\"late\""), delete(19, "b", 1)),
            schema(COLUMNS),
            window("w2"));
    assertThat(rows("pk, sk, name, " + IcebergState.WRITTEN_AT))
        .containsExactly(
            "[a,1,last,2024-05-01 00:00:30.0]",
            "[a,2,bob,null]",
            "[b,1,back,2024-05-01 00:00:20.0]",
            "[c,1,dan,null]");
  }

  @Test
  void leavesRowsOfOtherItemsWhereTheyAreRead() {
    String ddl = "pk string, sk bigint, name string";
    Applied base =
        new Applied(EXPORTED, new TableIdentity("arn:t", "id"), List.of("pk", "sk"), "full");
    Path target = lake.root().resolve("large");
    AtomicLong shuffled = new AtomicLong();
    SparkListener listener =
        new SparkListener() {
          @Override
          public void onTaskEnd(SparkListenerTaskEnd end) {
            shuffled.addAndGet(end.taskMetrics().shuffleWriteMetrics().recordsWritten());
          }
        };
    try (IcebergItems items = items(target)) {
      items.bootstrap(
          session.sql("SELECT CAST(id AS STRING) AS pk, id AS sk, 'x' AS name FROM range(20000)"),
          schema(ddl),
          base);
      session.sparkContext().addSparkListener(listener);
      items.apply(
          changes(ddl, upsert(5, "77", 77, "\"name\":\"y\""), delete(5, "78", 78)),
          new ChangeSchema(schema(ddl), List.of("pk", "sk")),
          new Applied(EXPORTED.plusSeconds(9), base.table(), base.keys(), "w"));
    } finally {
      // Waits for the events under way.
      session.sparkContext().removeSparkListener(listener);
    }
    assertThat(shuffled.get()).isBetween(1L, 1_000L);
    Dataset<Row> now = session.read().format("iceberg").load(target.toString());
    assertThat(now.where("name = 'y'").select("pk").collectAsList())
        .extracting(Row::toString)
        .containsExactly("[77]");
    assertThat(now.count()).isEqualTo(19_999);
  }

  @Test
  void addsColumnsAndFieldsAndTakesWindowsWithoutThem() {
    Dataset<Row> changes =
        changes(
            WIDER,
            upsert(10, "a", 1, "\"to\":{\"city\":\"Bonn\",\"zip\":\"53111\"},\"extra\":true"));
    state().merge(changes, schema(WIDER), window("w1"));
    // Images that lack a column and a field that the table has by now, and none at all.
    state()
        .merge(
            changes(COLUMNS, upsert(20, "a", 2, "\"to\":{\"city\":\"Ulm\"}")),
            schema(COLUMNS),
            window("w2"));
    state()
        .merge(
            changes(COLUMNS, delete(30, "b", 1)).drop("new_image"), schema(COLUMNS), window("w3"));
    assertThat(rows("pk, sk, to, extra"))
        .containsExactly("[a,1,[Bonn,53111],true]", "[a,2,[Ulm,null],null]", "[c,1,null,null]");
  }

  @Test
  void startsAgainAfterACrashBetweenTheColumnsAndTheMerge() {
    Dataset<Row> changes = changes(WIDER, upsert(10, "a", 1, "\"extra\":true"));
    Dataset<Row> broken =
        changes.withColumn(
            "write_time",
            org.apache.spark.sql.functions.expr("CAST(raise_error('killed') AS TIMESTAMP)"));
    assertThatThrownBy(() -> state().merge(broken, schema(WIDER), window("w1")))
        .isInstanceOf(JobException.class)
        // Spark 4 names the class of the error.
        .hasMessageFindingMatch(
            "the changes could not be merged; (\\[USER_RAISED_EXCEPTION\\] )?killed");
    assertThat(table().schema().findField("extra")).isNotNull();
    assertThat(rows("pk, sk, extra"))
        .containsExactly("[a,1,null]", "[a,2,null]", "[b,1,null]", "[c,1,null]");
    assertThat(state().merge(changes, schema(WIDER), window("w1"))).isTrue();
    assertThat(rows("pk, sk, extra"))
        .containsExactly("[a,1,true]", "[a,2,null]", "[b,1,null]", "[c,1,null]");
  }

  @Test
  void refusesColumnsThatIcebergCannotTake() {
    String other = COLUMNS.replace("sk bigint", "sk string");
    assertThatThrownBy(
            () -> state().merge(changes(COLUMNS, delete(1, "a", 1)), schema(other), window("w1")))
        .isInstanceOf(JobException.class)
        .hasMessageContaining("Iceberg does not take the columns")
        .hasMessageContaining("nothing was merged");
    assertThat(snapshots()).isEqualTo(1);
  }

  @Test
  void keepsHowFarItHasComeInTheSameCommit() {
    String ddl = "pk string, sk bigint, name string";
    Path target = lake.root().resolve("state");
    Applied base = new Applied(EXPORTED, new TableIdentity("arn:t", "id"), List.of(), "full");
    Applied after = new Applied(EXPORTED.plusSeconds(900), base.table(), List.of("pk", "sk"), "w1");
    try (IcebergItems items = items(target)) {
      assertThat(items.applied()).isEmpty();
      assertThat(items.needsBase()).isTrue();
      items.bootstrap(session.sql("SELECT 'ann' AS name, 'a' AS pk, 1L AS sk"), schema(ddl), base);
      assertThat(items.applied()).contains(base);
      StateTable.Result result =
          items.apply(
              changes(ddl, upsert(5, "a", 1, ""), upsert(5, "b", 1, "\"name\":\"bob\"")),
              new ChangeSchema(schema(ddl), List.of("pk", "sk")),
              after);
      assertThat(result.files()).isEqualTo(2);
      assertThat(result.replaced()).isZero();
    }
    Table table = new HadoopTables(new Configuration()).load(target.toString());
    assertThat(table.currentSnapshot().summary())
        .containsEntry("dynalake.state.appliedTo", "2024-05-01T00:15:00Z");
    table.rewriteManifests().commit();
    table.expireSnapshots().expireOlderThan(Long.MAX_VALUE).retainLast(1).commit();
    try (IcebergItems items = items(target)) {
      assertThat(items.applied()).contains(after);
      assertThat(items.schema()).contains(schema(ddl));
    }
    assertThat(
            session.read().format("iceberg").load(target.toString()).orderBy("pk").collectAsList())
        .extracting(Row::toString)
        .containsExactly("[a,1,null,2024-05-01 00:00:05.0]", "[b,1,bob,2024-05-01 00:00:05.0]");

    assertThatThrownBy(() -> items(lake.target()).close())
        .hasMessageContaining("another job has written to this table");
  }

  private IcebergItems items(Path target) {
    var transaction =
        DatasetTransaction.begin(
            target.toString(),
            new Configuration(),
            new RunIdentity("apply", "apply", "windows"),
            WriteMode.APPEND,
            message -> {});
    return new IcebergItems(
        transaction,
        new IcebergTarget(Kind.HADOOP, Optional.empty(), Optional.empty(), Map.of()),
        session,
        new Configuration());
  }
}
