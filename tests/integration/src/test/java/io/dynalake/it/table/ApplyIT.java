package io.dynalake.it.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dynalake.it.run.Place;
import io.dynalake.jobs.Dynalake;
import io.dynalake.testsupport.dynamodb.TableSpec;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** A table that changes, and the datasets that follow it by DynamoDB's exports. */
@TestInstance(Lifecycle.PER_CLASS)
class ApplyIT {
  private static final String TABLE = "Changing";
  private static final int KEYS = 40;

  private final Random random = new Random(11);
  private LiveTables live;
  private Place bucket;
  private Place disk;

  @BeforeAll
  void start(@TempDir Path temporary) {
    live = LiveTables.start();
    bucket = Place.s3a(temporary);
    disk = Place.local(temporary);
  }

  @AfterAll
  void stop() {
    live.close();
  }

  @Test
  void followsATableThroughPutsUpdatesAndDeletes() {
    live.tables().create(TableSpec.of(TABLE, TableSpec.Key.text("pk")));
    live.protect(TABLE);
    // So that every column has its type from the beginning.
    put(0, true);
    change(60);
    String landing = bucket.uri("landing");
    String now = disk.uri("now");
    String iceberg = disk.uri("iceberg/now");
    String log = disk.uri("log");

    // The table can be restored to what it was five minutes ago.
    live.emulator().clock().advance(Duration.ofMinutes(10));
    follow(landing, now);
    assertThat(timesOfExports())
        .hasSize(1)
        .allMatch(time -> time.equals(time.truncatedTo(ChronoUnit.SECONDS)));
    assertThat(items(now)).isEqualTo(scanned("first"));
    apply(landing, iceberg, "iceberg", "--key=pk");
    assertThat(icebergItems(iceberg)).isEqualTo(items(now));

    for (int window = 0; window < 3; window++) {
      // The second window has no change at all, the third only deletions.
      change(window == 0 ? 50 : 0);
      if (window == 2) {
        List.of(1, 2, 3, KEYS + 7).forEach(this::delete);
      }
      live.emulator().clock().advance(Duration.ofHours(1));
      Instant to = live.emulator().clock().instant().truncatedTo(ChronoUnit.SECONDS);
      live.run(
          "export",
          TABLE,
          "--via=pitr",
          "--landing=" + landing,
          "--incremental",
          "--to=" + to,
          "--format=" + (window == 0 ? "ion" : "dynamodb-json"));
      assertThat(apply(landing, now, "parquet")).contains("completed");
      assertThat(items(now)).isEqualTo(scanned("window" + window));
      assertThat(apply(landing, iceberg, "iceberg")).contains("completed");
      assertThat(icebergItems(iceberg)).isEqualTo(items(now));
    }
    assertThat(apply(landing, iceberg, "iceberg")).contains("already done, nothing was written");
    assertThat(apply(landing, now, "parquet")).contains("already done, nothing was written");
    assertThat(apply(landing, log, "changelog")).contains("completed");
    assertThat(apply(landing, log, "changelog")).contains("already done, nothing was written");
    // Backwards from the end, the log tells which items there are.
    assertThat(lastOperations(log))
        .allSatisfy(
            (key, op) -> assertThat(op.equals("upsert")).isEqualTo(keys(now).contains(key)));

    change(30);
    live.emulator().clock().advance(LiveTables.PAST.minusHours(3));
    assertThat(follow(landing, now)).contains("completed");
    assertThat(items(now)).isEqualTo(scanned("last"));
    assertThat(compared(now)).contains(": equal\n");
    assertThat(follow(landing, now)).contains("already done");

    String windows = landing + "/AWSDynamoDB";
    assertThat(
            run(
                "apply",
                "--exports-under",
                windows,
                "--target",
                disk.uri("dry"),
                "--table-format",
                "parquet",
                "--dry-run"))
        .startsWith("dry run: nothing is written\nbegin  ")
        .contains("\napply  ");
    assertThat(disk.dataFiles("dry")).isEmpty();
    assertThatThrownBy(() -> follow(landing, log, "--view=new-image"))
        .hasMessageContaining("--view: there is no such option");
  }

  private List<Instant> timesOfExports() {
    DynamoDbClient client = live.tables().client();
    return client.listExports(r -> {}).exportSummaries().stream()
        .map(export -> client.describeExport(r -> r.exportArn(export.exportArn())))
        .map(answer -> answer.exportDescription().exportTime())
        .toList();
  }

  private String follow(String landing, String target, String... more) {
    List<String> options =
        new ArrayList<>(
            List.of(
                "--follow",
                "--via=pitr",
                "--landing=" + landing,
                "--target=" + target,
                "--table-format=parquet"));
    options.addAll(List.of(more));
    return live.printed("apply", TABLE, options.toArray(String[]::new));
  }

  /** The table and a dataset; v has mixed types, which become text. */
  private String compared(String target) {
    List<String> command = new ArrayList<>(List.of("compare", "dynamodb://" + TABLE, target));
    command.addAll(live.options());
    command.add("--ignore=v");
    return run(command.toArray(String[]::new));
  }

  private static String apply(String under, String target, String format, String... more) {
    List<String> command = new ArrayList<>(List.of("apply", "--exports-under", under));
    command.addAll(List.of("--target", target, "--table-format", format));
    command.addAll(List.of(more));
    return run(command.toArray(String[]::new));
  }

  private static String run(String... arguments) {
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    PrintStream out = System.out;
    System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
    try {
      Dynalake.run(arguments);
    } finally {
      System.setOut(out);
    }
    return printed.toString(StandardCharsets.UTF_8);
  }

  private void change(int writes) {
    for (int i = 0; i < writes; i++) {
      int key = random.nextInt(KEYS);
      switch (random.nextInt(4)) {
        case 0 -> delete(key);
        case 1 -> update(key);
        default -> put(key, false);
      }
    }
  }

  private static Map<String, AttributeValue> key(int number) {
    return Map.of("pk", AttributeValue.fromS("k" + number));
  }

  private void delete(int number) {
    live.tables().client().deleteItem(r -> r.tableName(TABLE).key(key(number)));
  }

  private void update(int number) {
    live.tables()
        .client()
        .updateItem(
            r ->
                r.tableName(TABLE)
                    .key(key(number))
                    .updateExpression("SET n = :n REMOVE t")
                    .expressionAttributeValues(
                        Map.of(":n", AttributeValue.fromN("" + random.nextInt(1000)))));
  }

  private void put(int number, boolean all) {
    Map<String, AttributeValue> item = new LinkedHashMap<>(key(number));
    Map<String, AttributeValue> possible =
        Map.of(
            "n", AttributeValue.fromN("" + random.nextInt(1000)),
            "t", AttributeValue.fromSs(List.of("a", "b" + random.nextInt(9))),
            "b", AttributeValue.fromB(SdkBytes.fromByteArray(new byte[] {0, (byte) number})),
            "v", AttributeValue.fromS("text"));
    possible.forEach(
        (name, value) -> {
          if (all || random.nextBoolean()) {
            item.put(name, value);
          }
        });
    // A column whose values change their type takes both.
    if (!all && random.nextBoolean()) {
      item.put("v", AttributeValue.fromN("7"));
    }
    live.tables().client().putItem(r -> r.tableName(TABLE).item(item));
  }

  private static List<String> json(Dataset<Row> rows) {
    Column[] columns = {
      functions.col("pk"),
      functions.col("n"),
      functions.sort_array(functions.col("t")).as("t"),
      functions.col("b"),
      functions.col("v")
    };
    return rows.select(columns).toJSON().collectAsList().stream().sorted().toList();
  }

  private static SparkSession spark() {
    return SparkSession.builder().getOrCreate();
  }

  private static List<String> items(String target) {
    return json(spark().read().parquet(target));
  }

  private static List<String> icebergItems(String target) {
    return json(spark().read().format("iceberg").load(target));
  }

  private static List<String> keys(String target) {
    return spark().read().parquet(target).select("pk").collectAsList().stream()
        .map(row -> row.getString(0))
        .toList();
  }

  private static Map<String, String> lastOperations(String log) {
    Map<String, String> last = new LinkedHashMap<>();
    spark()
        .read()
        .parquet(log)
        .orderBy("_written_at")
        .collectAsList()
        .forEach(row -> last.put(row.getAs("pk"), row.getAs("_op")));
    assertThat(last).isNotEmpty();
    return last;
  }

  /** The table as a scan sees it. */
  private List<String> scanned(String name) {
    live.run(
        "backfill",
        TABLE,
        "--via=scan",
        "--landing=" + disk.uri("scan-" + name),
        "--type=v=string",
        "--target=" + disk.uri("scanned-" + name));
    return json(spark().read().parquet(disk.uri("scanned-" + name)));
  }
}
