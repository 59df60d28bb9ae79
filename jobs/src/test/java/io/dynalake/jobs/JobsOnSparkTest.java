package io.dynalake.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.dynalake.jobs.metrics.RunMeters;
import io.dynalake.testsupport.export.ExportWriter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.SparkContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.MDC;

/** The jobs from their command lines to their exit codes. */
class JobsOnSparkTest {
  private static final String FIRST =
      "{\"pk\":{\"S\":\"a\"},\"total\":{\"N\":\"1.25\"},\"day\":{\"S\":\"2024-05-01\"}}";
  private static final String SECOND =
      "{\"pk\":{\"S\":\"b\"},\"total\":{\"N\":\"9007199254740993\"},\"day\":{\"S\":\"2024-05-02\"}}";

  private final Path folder;
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private final String export;
  private final String target;

  JobsOnSparkTest(@TempDir Path folder) {
    this.folder = folder;
    export = export("first", List.of(FIRST, SECOND));
    target = folder.resolve("the lake/orders").toString();
  }

  /** Other tests start applications of their own. */
  @AfterAll
  static void stopSpark() {
    SparkContext.getOrCreate().stop();
  }

  @Test
  void backfillWritesADatasetOnceAndReports() throws IOException {
    String report = folder.resolve("report.json").toString();
    String[] command = {
      "backfill",
      "--EXPORT",
      export,
      "--target",
      target,
      "--partition-by",
      "day(day)",
      "--START_DATE",
      "02-05-2024",
      "--updated-at",
      "day",
      "--run-id",
      "nightly",
      "--report",
      report
    };

    assertThat(run(command)).as(() -> text(err)).isZero();
    assertThat(text(out))
        .startsWith("backfill nightly: completed\n")
        .contains("2 read", "1 written", "1 filtered", "0 quarantined");
    assertThat(text(err))
        .contains("verify: 1 of 1 file, 2 items")
        .contains("commit: 1 of 1 file, done in");
    JsonNode json = new ObjectMapper().readTree(Path.of(report).toFile());
    assertThat(json)
        .isEqualTo(
            new ObjectMapper()
                .readTree(Path.of(target, "_dynalake/reports/nightly.json").toFile()));
    assertThat(json.at("/items/written").asLong()).isEqualTo(1);
    assertThat(json.at("/partitions/0/path").asText()).isEqualTo("day_day=2024-05-02");
    try (var files = Files.list(Path.of(target, "day_day=2024-05-02"))) {
      assertThat(files).singleElement().asString().endsWith(".parquet");
    }

    command[command.length - 3] = "nightly-again";
    assertThat(run(command)).isZero();
    assertThat(text(out)).startsWith("backfill nightly: already done");
  }

  @Test
  void backfillLeavesAPageBesideEachReport() throws IOException {
    String items =
        export(
            "nested",
            List.of(
                "{\"pk\":{\"S\":\"a\"},\"home\":{\"M\":{\"zip\":{\"N\":\"1\"}}}}",
                "{\"pk\":{\"S\":\"b\"},\"home\":{\"M\":{\"zip\":{\"NULL\":true}}}}",
                "{\"pk\":{\"S\":\"c\"}}"));
    Path report = folder.resolve("other/report.json");

    assertThat(
            run(
                "backfill",
                "--export",
                items,
                "--target",
                target,
                "--run-id",
                "first",
                "--report",
                report.toString()))
        .isZero();

    String page = Files.readString(Path.of(target, "_dynalake/reports/first.html"));
    assertThat(page.replaceAll("<svg.*?</svg>|<[^>]*>", " ").replaceAll(" +", " "))
        .contains("3 items went into the dataset")
        .contains(" pk string S 100 % ")
        .contains(" home struct M 66.7 % ")
        .contains(" zip bigint N\u00a01, NULL\u00a01 50.0 % ")
        .contains("1 completed")
        .contains("./dynalake backfill \\\n --export=" + items);
    assertThat(Files.readString(report.resolveSibling("report.html")))
        .contains("href=\"./report.json\"");
    assertThat(text(out)).contains("/other/report.json\n", "/other/report.html\n");
  }

  @Test
  void aPageThatCannotBeWrittenDoesNotFailTheRun() throws IOException {
    Path report = folder.resolve("report.json");
    Files.createDirectory(folder.resolve("report.html"));

    assertThat(
            run("backfill", "--export", export, "--target", target, "--report", report.toString()))
        .as(() -> text(err))
        .isZero();

    assertThat(report).exists();
    assertThat(text(err)).contains("report.json: the report has no page; ");
  }

  @Test
  void dryRunWritesNothing() {
    assertThat(run("backfill", "--export", export, "--target", target, "--dry-run")).isZero();
    assertThat(text(out)).contains("total");
    assertThat(Path.of(target)).doesNotExist();
  }

  @Test
  void linesOfTheLogNameTheRunInTasksToo() {
    try (MDC.MDCCloseable named = MDC.putCloseable("mdc.run", "nightly");
        SparkStart start = SparkStart.begin("dynalake test", new RunMeters())) {
      assertThat(runOfTask(start)).isEqualTo("nightly");
    }
    try (SparkStart next = SparkStart.begin("dynalake test", new RunMeters())) {
      assertThat(runOfTask(next)).isEqualTo("null");
    }
  }

  private static String runOfTask(SparkStart start) {
    return start.context().parallelize(List.of(1)).map(i -> "" + MDC.get("mdc.run")).first();
  }

  @Test
  void missesAnExport() {
    assertThat(run("backfill", "--export", folder + "/none", "--target", target)).isEqualTo(66);
    assertThat(text(err)).contains("/none: ").doesNotContain("Exception");
  }

  @Test
  void schemaPrintsEveryForm() {
    assertThat(
            run(
                "schema",
                "--export",
                export,
                "--print",
                "tree,spark-ddl,athena-ddl,json",
                "--table-name",
                "shop.orders",
                "--location",
                "s3a://lake/orders",
                "--partition-by",
                "day(day)"))
        .isZero();
    assertThat(text(out))
        .contains("2 items, 3 columns")
        .contains("`total` decimal(38,2)")
        .contains("CREATE EXTERNAL TABLE `shop`.`orders`")
        .contains("PARTITIONED BY (`day_day` date)")
        .contains("LOCATION 's3://lake/orders'")
        .contains("\"attribute\"");
  }

  @Test
  void schemaPinsComparesAndRefusesWhatDoesNotFit() {
    assertThat(run("schema", "--export", export, "--target", target, "--pin")).isZero();
    assertThat(text(out)).contains("pinned: version 1");
    assertThat(run("schema", "--export", export, "--target", target, "--pin")).isZero();
    assertThat(text(out)).contains("pinned already: version 1");
    assertThat(run("schema", "--export", export, "--target", target, "--diff")).isZero();
    assertThat(text(out)).isEqualTo("no differences\n");

    String wider = export("wider", List.of(FIRST.replace("\"pk\"", "\"note\"")));
    assertThat(run("schema", "--export", wider, "--target", target, "--diff")).isZero();
    assertThat(text(out)).contains("+ note: string").contains("- pk: string");

    String other = export("other", List.of("{\"pk\":{\"S\":\"c\"},\"total\":{\"BOOL\":true}}"));
    assertThat(run("schema", "--export", other, "--target", target, "--pin")).isEqualTo(65);
    assertThat(text(err)).contains("total").contains("decimal(38,2)");
  }

  private String export(String name, List<String> items) {
    Path bucket = folder.resolve(name);
    ExportWriter.in(bucket).file(items).write();
    return bucket.resolve("AWSDynamoDB").toString();
  }

  private int run(String... args) {
    out.reset();
    err.reset();
    List<String> all = new ArrayList<>(List.of(args));
    if (args[0].equals("backfill")) {
      all.add("--ledger=" + folder.resolve("ledger.db"));
    }
    return Dynalake.run(
        all.toArray(String[]::new),
        new PrintStream(out, true, StandardCharsets.UTF_8),
        new PrintStream(err, true, StandardCharsets.UTF_8));
  }

  private static String text(ByteArrayOutputStream bytes) {
    return bytes.toString(StandardCharsets.UTF_8);
  }
}
