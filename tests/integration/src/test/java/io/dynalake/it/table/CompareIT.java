package io.dynalake.it.table;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.dynalake.error.JobException;
import io.dynalake.it.run.Place;
import io.dynalake.jobs.Dynalake;
import io.dynalake.testsupport.dynamodb.TableSpec;
import io.dynalake.testsupport.export.ExportWriter;
import io.dynalake.testsupport.export.RandomItems;
import io.dynalake.testsupport.export.TypedItems;
import io.dynalake.testsupport.export.Value;
import io.dynalake.testsupport.export.WrittenExport;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;

/** Tables, exports and datasets against each other. */
@TestInstance(Lifecycle.PER_CLASS)
class CompareIT {
  private static final ObjectMapper JSON = new ObjectMapper();

  private LiveTables live;
  private Path folder;
  private Place disk;
  private int number;

  @BeforeAll
  void start(@TempDir Path temporary) {
    live = LiveTables.start();
    folder = temporary;
    disk = Place.local(temporary);
  }

  @AfterAll
  void stop() {
    live.close();
  }

  /** How a job ended, and what it printed. */
  private record Ended(int code, String message, String out) {
    Ended equal() {
      assertThat(code).as(message + out).isZero();
      return this;
    }

    Ended different() {
      assertThat(code).as(message + out).isEqualTo(65);
      return this;
    }

    JsonNode report() {
      try {
        return JSON.readTree(out);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  private static Ended run(String... command) {
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    PrintStream out = System.out;
    System.setOut(new PrintStream(printed, true, UTF_8));
    try {
      Dynalake.run(command);
      return new Ended(0, "", printed.toString(UTF_8));
    } catch (JobException e) {
      String message = String.valueOf(e.getMessage());
      return new Ended(e.code().exitCode(), message, printed.toString(UTF_8));
    } finally {
      System.setOut(out);
    }
  }

  private Ended compare(String left, String right, String... more) {
    List<String> command = new ArrayList<>(List.of("compare", left, right));
    if (left.startsWith("dynamodb:") || right.startsWith("dynamodb:")) {
      command.addAll(live.options());
    }
    command.addAll(List.of(more));
    return run(command.toArray(String[]::new));
  }

  private String export(Stream<Value.MapOf> items) {
    return export(items.map(item -> item.members().toString()).toList());
  }

  private String export(List<String> items) {
    WrittenExport export =
        ExportWriter.in(folder.resolve("export" + ++number))
            .id(String.format("017156852606%02d-c488b4e1", number))
            .file(items.subList(0, items.size() / 3))
            .file(items.subList(items.size() / 3, items.size()))
            .write();
    return export.folder().toString();
  }

  private String ledger() {
    return "--ledger=" + folder.resolve("ledger.db");
  }

  private String dataset(String export, String... more) {
    String target = folder.resolve("lake" + ++number).toString();
    backfill(export, target, more);
    return target;
  }

  private void backfill(String export, String target, String... more) {
    List<String> command =
        new ArrayList<>(List.of("backfill", "--export=" + export, "--target=" + target, ledger()));
    command.addAll(List.of(more));
    Dynalake.run(command.toArray(String[]::new));
  }

  private String load(String from, String format, String key) {
    String table = "Compared" + ++number;
    live.run(
        "load",
        table,
        "--from=" + from,
        "--format=" + format,
        "--create-table=" + key + ":S",
        "--dead-letters=" + folder.resolve("dead"),
        ledger());
    return "dynamodb://" + table;
  }

  private static List<Long> keys(JsonNode report) {
    return Stream.of("equal", "different", "missing", "extra")
        .map(name -> report.at("/keys/" + name).asLong())
        .toList();
  }

  private static String item(String key, String more) {
    return "{\"pk\":{\"S\":\"" + key + "\"}" + more + "}";
  }

  @Test
  void findsNoDifferenceBetweenAnExportItsDatasetAndATableMadeOfThat() {
    TypedItems random = new TypedItems(20);
    String export = export(IntStream.range(0, 200).mapToObj(random::item));
    String dataset = dataset(export, "--partition-by=part=bucket(3, `#pk`)");
    String table = load(dataset, "parquet", "#pk");

    JsonNode report = compare(export, table, "--json").equal().report();
    assertThat(keys(report)).containsExactly(200L, 0L, 0L, 0L);
    assertThat(report.at("/status").asText()).isEqualTo("EQUAL");
    assertThat(report.at("/rules/nulls").asText()).isEqualTo("STRICT");
    assertThat(report.at("/rules/keys/0").asText()).isEqualTo("#pk");
    assertThat(report.at("/right/kind").asText()).isEqualTo("TABLE");
    assertThat(report.at("/right/scan/consumedCapacity").asDouble()).isPositive();
    assertThat(Path.of(java.net.URI.create(report.at("/right/location").asText())))
        .as("a landing that nobody named")
        .doesNotExist();

    Ended ended = compare(dataset, export, "--key=#pk").equal();
    assertThat(ended.out())
        .contains("equal       200\n", "NULL        counts as absent", "different   0\n");
  }

  @Test
  void findsNoDifferenceBetweenATableAndTheExportItWasRestoredFrom() {
    RandomItems random = new RandomItems(21);
    List<String> items = random.stream(300).map(random::json).toList();
    String table = load(export(items), "export", "pk");
    // Written otherwise, and in other files.
    String export = export(Stream.of(items.toArray(String[]::new)).sorted().toList());
    Path landing = folder.resolve("landing");

    JsonNode report =
        compare(table, export, "--json", "--landing=" + landing, "--max-rcu=500").equal().report();
    assertThat(keys(report)).containsExactly(300L, 0L, 0L, 0L);
    assertThat(report.at("/rules/nulls").asText()).isEqualTo("STRICT");
    assertThat(landing).isNotEmptyDirectory();

    // Mixed types become text on their way into a dataset, and are text from then on.
    String dataset = dataset(export);
    compare(dataset, load(dataset, "parquet", "pk")).equal();
    compare(table, dataset).different();
  }

  @Test
  void tellsEveryKindOfDifference() throws IOException {
    String table = "Different" + ++number;
    live.tables().create(TableSpec.of(table, TableSpec.Key.text("pk")));
    live.tables()
        .fill(
            table,
            Stream.of(
                    item("same", ",\"n\":{\"N\":\"1\"},\"s\":{\"SS\":[\"x\",\"y\"]}"),
                    item("changed", ",\"n\":{\"N\":\"1\"},\"secret\":{\"S\":\"abc\"}"),
                    item("null", ",\"n\":{\"NULL\":true}"),
                    item("gone", ",\"n\":{\"N\":\"4\"}"))
                .map(Value::parseItem));
    String export =
        export(
            List.of(
                item("null", ""),
                item("new", ",\"n\":{\"N\":\"5\"}"),
                item(
                    "changed",
                    ",\"n\":{\"N\":\"1.00\"},\"secret\":{\"S\":\"xyz\"},\"o\":{\"L\":[]}"),
                item("same", ",\"s\":{\"SS\":[\"y\",\"x\"]},\"n\":{\"N\":\"1E0\"}")));
    Path file = folder.resolve("report.json");

    Ended ended = compare("dynamodb://" + table, export, "--report=" + file).different();
    assertThat(ended.message())
        .isEqualTo("compare: the inputs differ; 2 different, 1 missing, 1 extra");
    assertThat(ended.out())
        .contains(
            "{\"pk\":{\"S\":\"changed\"}}: o (only right), secret\n",
            "{\"pk\":{\"S\":\"null\"}}: n (only left)\n",
            "  missing:\n    {\"pk\":{\"S\":\"gone\"}}\n",
            "  extra:\n    {\"pk\":{\"S\":\"new\"}}\n",
            file.toString())
        .doesNotContain("abc", "xyz");
    JsonNode report = JSON.readTree(Files.readString(file));
    assertThat(keys(report)).containsExactly(1L, 2L, 1L, 1L);
    assertThat(report.toString()).doesNotContain("abc", "xyz");

    // A dataset does not keep the NULL, and what is ignored does not count.
    String dataset = dataset(export);
    report = compare("dynamodb://" + table, dataset, "--json", "--ignore=o").different().report();
    assertThat(keys(report)).containsExactly(2L, 1L, 1L, 1L);
    report =
        compare("dynamodb://" + table, dataset, "--json", "--ignore=o,secret", "--samples=0")
            .different()
            .report();
    assertThat(keys(report)).containsExactly(3L, 0L, 1L, 1L);
    assertThat(report.at("/samples")).isEmpty();

    ended = compare(export, "dynamodb://" + table, "--show-values").different();
    assertThat(ended.out())
        .contains("      left  secret {\"S\":\"xyz\"}\n      right secret {\"S\":\"abc\"}\n");
  }

  @Test
  void tellsWhatADatasetHasTwice() {
    String export = export(List.of(item("a", ""), item("b", ""), item("c", "")));
    String again = export(List.of(item("b", ""), item("c", ",\"v\":{\"S\":\"2\"}")));
    String dataset = dataset(export);
    backfill(again, dataset);

    Ended ended = compare(export, dataset, "--key=pk").different();
    assertThat(ended.out())
        .contains("5 items, 2 duplicates\n")
        .contains("{\"pk\":{\"S\":\"b\"}}: 1 item left, 2 right\n")
        .contains("{\"pk\":{\"S\":\"c\"}}: v (only right), 1 item left, 2 right\n");
    compare(dataset, dataset, "--key=pk").equal();
  }

  @Test
  void comparesTablesOfOneName() {
    String table = "Twin" + ++number;
    live.hold(table, new RandomItems(22).stream(20));
    String landing = "--landing=" + folder.resolve("twins");
    JsonNode report =
        compare("dynamodb://" + table, "dynamodb://" + table, landing, "--json").equal().report();
    assertThat(report.at("/left/location").asText()).contains("/twins/left/" + table);
    assertThat(report.at("/right/location").asText()).contains("/twins/right/" + table);
  }

  @Test
  void saysWhatIsMissing() {
    String export = export(List.of(item("a", ""), item("b", ""), item("c", "")));
    assertThat(compare(export, export).message())
        .startsWith("--key: missing; exports and datasets do not tell");
    assertThat(compare(export, "dynamodb://NotThere").code()).isEqualTo(66);
    assertThat(compare(export, disk.uri("nowhere"), "--key=pk").code()).isEqualTo(66);
    Ended ended = compare(export, export, "--key=sk").different();
    assertThat(ended.message()).endsWith("0 extra, 6 unreadable");
    assertThat(ended.out()).contains("line 1: it has no attribute sk, which is a key");
  }

  @Test
  void doesNotTakeATableOfAnotherKeyForTheSame() {
    Map<String, Value> attributes = new HashMap<>(Value.parseItem(item("a", "")).attributes());
    attributes.put("sk", new Value.Text("b"));
    String one = "One" + ++number;
    String other = "Other" + ++number;
    live.tables().create(TableSpec.of(one, TableSpec.Key.text("pk")));
    live.tables().create(TableSpec.of(other, TableSpec.Key.text("sk")));
    live.tables().put(one, new Value.MapOf(attributes));
    live.tables().put(other, new Value.MapOf(attributes));
    assertThat(compare("dynamodb://" + one, "dynamodb://" + other).message())
        .startsWith("--key: missing; dynamodb://" + one + " has the key pk, and");
    compare("dynamodb://" + one, "dynamodb://" + other, "--key=pk,sk").equal();
  }
}
