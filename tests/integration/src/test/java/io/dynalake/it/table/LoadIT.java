package io.dynalake.it.table;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.dynalake.error.ErrorCode;
import io.dynalake.error.JobException;
import io.dynalake.it.run.Place;
import io.dynalake.jobs.Dynalake;
import io.dynalake.testsupport.dynamodb.TableSpec;
import io.dynalake.testsupport.export.RandomItems;
import io.dynalake.testsupport.export.Value;
import io.dynalake.testsupport.fault.Fault;
import io.dynalake.testsupport.fault.Rule;
import io.dynalake.testsupport.job.JobProcess;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;

/** Files into tables of DynamoDB Local, behind a proxy that lets requests fail. */
@TestInstance(Lifecycle.PER_CLASS)
class LoadIT {
  /** As many set it. */
  private static final List<String> KRYO =
      List.of("--conf", "spark.serializer=org.apache.spark.serializer.KryoSerializer");

  private LiveTables live;
  private Place disk;
  private Place bucket;
  private int number;

  @BeforeAll
  void start(@TempDir Path temporary) {
    live = LiveTables.start();
    disk = Place.local(temporary);
    bucket = Place.s3a(temporary);
  }

  @BeforeEach
  void forget() {
    live.forget();
  }

  @AfterAll
  void stop() {
    live.close();
  }

  private String newTable() {
    String name = "Load" + ++number;
    live.tables().create(TableSpec.of(name, TableSpec.Key.text("pk")));
    return name;
  }

  private String[] options(String from, String format, String... more) {
    List<String> options =
        new ArrayList<>(
            List.of(
                "--from=" + from,
                "--format=" + format,
                "--dead-letters=" + disk.uri("dead"),
                ledger()));
    options.addAll(List.of(more));
    return options.toArray(String[]::new);
  }

  private String ledger() {
    return "--ledger=" + disk.uri("ledger.db").replaceFirst("^file:/*", "/");
  }

  private static byte[] gzip(String text) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream zip = new GZIPOutputStream(bytes)) {
      zip.write(text.getBytes(UTF_8));
    }
    return bytes.toByteArray();
  }

  private static String line(String key, int value) {
    return "{\"pk\":{\"S\":\"" + key + "\"},\"n\":{\"N\":\"" + value + "\"}}\n";
  }

  private static String lines(String prefix, int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> line(prefix + i, i))
        .collect(Collectors.joining());
  }

  private Map<String, String> values(String table) {
    return live.tables().items(table).stream()
        .collect(
            Collectors.toMap(
                item -> item.members().path("pk").path("S").asText(),
                item -> item.members().path("n").path("N").asText()));
  }

  private List<String> deadLetters(String run) {
    return disk.files("dead/" + run).stream()
        .filter(file -> file.endsWith(".jsonl"))
        .flatMap(file -> new String(disk.read("dead/" + run + "/" + file), UTF_8).lines())
        .toList();
  }

  @Test
  void restoresATableFromItsLanding() {
    List<String> stored = live.hold("Origin", new RandomItems(11).stream(300));
    live.run("export", "Origin", "--via=scan", "--landing=" + bucket.uri("origin"));
    live.run(
        "load",
        "Restored",
        options(
            "s3a://" + bucket.bucket() + "/" + Landings.export(bucket, "origin"),
            "export",
            "--create-table=pk:S"));
    assertThat(Landings.comparable(live.tables().items("Restored"))).isEqualTo(stored);
  }

  @Test
  void writesEachGoodItemWhateverHappensToRequests() {
    String table = newTable();
    String big = "{\"pk\":{\"S\":\"big\"},\"x\":{\"S\":\"" + "x".repeat(410_624) + "\"}}\n";
    disk.write(
        "faulty/a.json", (lines("a", 300) + big + "{\"pk\":{\"N\":\"5\"}}\n").getBytes(UTF_8));
    disk.write("faulty/b.json", (lines("b", 300) + "no item\n" + line("b7", 777)).getBytes(UTF_8));
    live.proxy()
        .rule(Rule.on("BatchWriteItem").share(0.3, 1, new Fault.Throttle()))
        .rule(Rule.on("BatchWriteItem").share(0.1, 2, new Fault.ServerError()))
        .rule(Rule.on("BatchWriteItem").share(0.1, 3, new Fault.CutAfter()))
        .rule(Rule.on("BatchWriteItem").share(0.2, 4, new Fault.Unprocessed(3)));

    String said =
        live.printed(
            "load",
            table,
            options(disk.uri("faulty"), "dynamodb-json", "--max-bad-items=3", "--run-id=faulty"));

    Map<String, String> values = values(table);
    assertThat(values).hasSize(600).containsEntry("a12", "12").containsEntry("b7", "777");
    assertThat(said).contains("604 read", "600 written", "1 superseded", "3 refused");
    assertThat(deadLetters("faulty"))
        .hasSize(3)
        .anyMatch(letter -> letter.contains("larger than 400 KB"))
        .anyMatch(letter -> letter.contains("not of type S") && letter.contains("\"position\":302"))
        .anyMatch(letter -> letter.contains("\"raw\":\"no item\""));
    assertThat(live.proxy().log().faults(Fault.Unprocessed.class)).isPositive();
  }

  @Test
  void writesNothingIfMoreIsBadThanAllowedAndLoadsWhatWasMended() {
    String table = newTable();
    disk.write("bad.json", (lines("a", 30) + "{\"pk\":{\"S\":\"\"}}\n").getBytes(UTF_8));
    JobException failure =
        live.failure("load", table, options(disk.uri("bad.json"), "dynamodb-json", "--run-id=bad"));
    assertThat(failure.code()).isEqualTo(ErrorCode.BAD_DATA);
    assertThat(failure)
        .hasMessageContaining("bad.json, line 31: its key attribute pk is empty; 1 item cannot")
        .hasMessageContaining("nothing was written");
    assertThat(live.tables().items(table)).isEmpty();

    String letter = deadLetters("bad").get(0);
    disk.write(
        "mended.json",
        letter.replace("\"S\":\"\"", "\"S\":\"m\"},\"n\":{\"N\":\"1\"").getBytes(UTF_8));
    live.run("load", table, options(disk.uri("mended.json"), "dynamodb-json"));
    assertThat(values(table)).containsExactly(Map.entry("m", "1"));
  }

  @Test
  void loadsCsvByTheTypesOfTheTable() {
    String table = newTable();
    disk.write(
        "orders.csv",
        "pk,n,zip,note\n007,12345678901234567890123456789012345678,01234,\"a \"\"b\"\"\nc\"\n8,1,,\n"
            .getBytes(UTF_8));
    live.run("load", table, options(disk.uri("orders.csv"), "csv", "--type=n=number"));
    assertThat(live.tables().items(table))
        .containsExactlyInAnyOrder(
            new Value.MapOf(
                Map.of(
                    "pk", new Value.Text("007"),
                    "n", Value.Decimal.of("12345678901234567890123456789012345678"),
                    "zip", new Value.Text("01234"),
                    "note", new Value.Text("a \"b\"\nc"))),
            new Value.MapOf(Map.of("pk", new Value.Text("8"), "n", Value.Decimal.of("1"))));
  }

  @Test
  void loadsTheSameFilesOnce() {
    String table = newTable();
    disk.write("once.json", lines("a", 20).getBytes(UTF_8));
    live.run("load", table, options(disk.uri("once.json"), "dynamodb-json"));
    live.proxy().log().clear();
    String said = live.printed("load", table, options(disk.uri("once.json"), "dynamodb-json"));
    assertThat(said).contains("already done, nothing was written");
    assertThat(live.proxy().log().calls("BatchWriteItem")).isEmpty();

    live.run("load", table, options(disk.uri("once.json"), "dynamodb-json", "--force"));
    assertThat(live.proxy().log().calls("BatchWriteItem")).isNotEmpty();
  }

  @Test
  void loadsTheOthersWithoutADamagedFileAndThatOneLater() throws IOException {
    String table = newTable();
    disk.write("some/a.json", lines("a", 20).getBytes(UTF_8));
    disk.write("some/b.json.gz", new byte[] {0x1f, (byte) 0x8b, 8, 0, 0});
    JobException failure =
        live.failure(
            "load",
            table,
            options(disk.uri("some"), "dynamodb-json", "--on-bad-file=skip", "--run-id=some"));
    assertThat(failure.code()).isEqualTo(ErrorCode.PARTIAL);
    assertThat(failure).hasMessageContaining("runs retry some");
    assertThat(values(table)).hasSize(20);

    disk.write("some/b.json.gz", gzip(lines("b", 10)));
    live.proxy().log().clear();
    Dynalake.run("runs", "retry", "some", ledger());
    assertThat(values(table)).hasSize(30);
    assertThat(live.proxy().log().consumedCapacity()).isEqualTo(10);
  }

  @Test
  void keepsWithinItsCapacity() {
    String table = newTable();
    disk.write("slow.json", lines("s", 400).getBytes(UTF_8));
    live.run("load", table, options(disk.uri("slow.json"), "dynamodb-json", "--max-wcu=100"));
    assertThat(values(table)).hasSize(400);
    assertThat(live.proxy().log().consumedCapacity()).isEqualTo(400);
    assertThat(live.proxy().log().mostConsumedIn(Duration.ofSeconds(2))).isLessThan(260);
  }

  @Test
  void goesOnWithTheFilesThatAKilledRunHasNotLoaded() {
    String table = newTable();
    for (int i = 0; i < 6; i++) {
      disk.write("many/" + i + ".json", lines("f" + i + "-", 50).getBytes(UTF_8));
    }
    String[] options =
        options(disk.uri("many"), "dynamodb-json", "--files-per-round=1", "--max-wcu=40");
    try (JobProcess job = live.start(KRYO, disk, "load", table, options)) {
      while (values(table).size() < 130) {
        assertThat(job.running()).isTrue();
      }
      assertThat(job.kill()).isTrue();
    }
    live.proxy().log().clear();
    live.run("load", table, options);

    assertThat(values(table)).hasSize(300);
    assertThat(live.proxy().log().consumedCapacity()).isLessThanOrEqualTo(200);
  }

  @Test
  void saysWhatItWouldDo() {
    disk.write("plan.json", lines("p", 50).getBytes(UTF_8));
    String said =
        live.printed(
            "load",
            "NotThere",
            options(disk.uri("plan.json"), "dynamodb-json", "--create-table=pk:S", "--dry-run"));
    assertThat(said).contains("nothing is written", "to be created", "50 WCU", "USD on demand");
    assertThat(live.tables().client().listTables().tableNames()).doesNotContain("NotThere");
  }

  @Test
  void refusesATableThatIsNotThere() {
    disk.write("plan.json", lines("p", 5).getBytes(UTF_8));
    JobException failure =
        live.failure("load", "NotThere", options(disk.uri("plan.json"), "dynamodb-json"));
    assertThat(failure.code()).isEqualTo(ErrorCode.INPUT_MISSING);
  }
}
