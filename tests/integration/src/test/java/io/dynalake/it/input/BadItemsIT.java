package io.dynalake.it.input;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.fasterxml.jackson.databind.JsonNode;
import io.dynalake.error.ErrorCode;
import io.dynalake.testsupport.export.WrittenExport;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Lines that are no items: each ends the run, or is quarantined if that is allowed. */
final class BadItemsIT {
  private final Lake lake;

  BadItemsIT(@TempDir Path folder) {
    lake = new Lake(folder);
  }

  private static String item(String attribute) {
    return "{\"Item\":{\"pk\":{\"S\":\"bad\"},\"x\":" + attribute + "}}";
  }

  /** A list of lists, of an item that has the partition key too. */
  private static String nested(int levels) {
    return item("{\"L\":[".repeat(levels) + "{\"S\":\"x\"}" + "]}".repeat(levels));
  }

  static Stream<Arguments> lines() {
    return Stream.of(
        arguments("pk=bad,x=1", "the line is no JSON object"),
        arguments("{\"Item\":{\"pk\":{\"S\":\"bad\"}", "expected ',' or '}'"),
        arguments(item("{\"S\":\"a\",\"N\":\"1\"}"), "more than one type tag"),
        arguments(item("{\"X\":\"a\"}"), "unknown type tag \"X\""),
        arguments(item("{\"s\":\"a\"}"), "of the older Data Pipeline format"),
        arguments(item("{}"), "no type tag"),
        arguments(item("{\"N\":\"" + "9".repeat(39) + "\"}"), "38 significant digits"),
        arguments(item("{\"N\":\"1E126\"}"), "N: "),
        arguments(item("{\"N\":1}"), "N needs a string"),
        arguments(item("{\"NULL\":false}"), "NULL needs true"),
        arguments(item("{\"BOOL\":\"true\"}"), "BOOL needs true or false"),
        arguments(item("{\"B\":\"a?==\"}"), "B: not padded base64 of the standard alphabet"),
        arguments(item("{\"SS\":[]}"), "SS is empty"),
        arguments(item("{\"NS\":[\"1\",\"1.0\"]}"), "NS has equal elements"),
        arguments(nested(10_000), "nested deeper than "),
        arguments(item("{\"S\":\"1\"},\"x\":{\"S\":\"2\"}"), "twice"),
        arguments(item("{\"M\":{\"\":{\"S\":\"a\"}}}"), "empty attribute name"),
        arguments("{\"Keys\":{\"pk\":{\"S\":\"bad\"}}}", "a line of an incremental export"));
  }

  private WrittenExport exportWith(String line) {
    return lake.export()
        .file(List.of("{\"pk\":{\"S\":\"first\"}}"))
        .lines(
            List.of("{\"Item\":{\"pk\":{\"S\":\"a\"}}}", line, "{\"Item\":{\"pk\":{\"S\":\"b\"}}}"))
        .write();
  }

  @ParameterizedTest
  @MethodSource("lines")
  void namesFileLineAndReason(String line, String reason) {
    WrittenExport export = exportWith(line);
    lake.backfill(export)
        .failed(ErrorCode.BAD_DATA)
        .contains("1 malformed items or more, where --max-bad-items allows 0, nothing was written")
        .contains(export.keys().get(1) + ", line 2: ")
        .contains(reason)
        .contains("mend the export, or allow that many");
    assertThat(lake.dataFiles()).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("lines")
  void quarantinesWhatIsAllowedToBeBad(String line, String reason) {
    WrittenExport export = exportWith(line);
    lake.backfill(export, "--max-bad-items", "1", "--run-id", "r1").done();
    // A bad item leaves no trace in the schema either.
    assertThat(lake.duck().columns()).containsOnlyKeys("pk");
    assertThat(lake.values("pk")).containsExactly("a", "b", "first");

    JsonNode kept = Lake.json(lake.metadata("quarantine/r1"));
    assertThat(kept.at("/file").asText()).isEqualTo(export.keys().get(1));
    assertThat(kept.at("/line").asInt()).isEqualTo(2);
    assertThat(kept.at("/reason").asText()).contains(reason);
    assertThat(kept.at("/item").asText()).isEqualTo(line);
    assertThat(kept.at("/complete").asBoolean()).isTrue();

    JsonNode items = lake.report("r1").at("/items");
    assertThat(items.toString())
        .isEqualTo("{\"read\":4,\"written\":3,\"filtered\":0,\"quarantined\":1}");
  }

  @Test
  void countsBadItemsOfAllFilesTogether() {
    WrittenExport export =
        lake.export()
            .lines(List.of("?", "{\"Item\":{\"pk\":{\"S\":\"a\"}}}"))
            .lines(List.of("{\"Item\":{\"pk\":{\"S\":\"b\"}}}", "!"))
            .write();
    lake.backfill(export, "--max-bad-items", "1")
        .failed(ErrorCode.BAD_DATA)
        .contains("2 malformed items or more, where --max-bad-items allows 1")
        .contains(export.keys().get(0) + ", line 1: ")
        .contains(export.keys().get(1) + ", line 2: ");
    assertThat(lake.dataFiles()).isEmpty();
    lake.backfill(export, "--max-bad-items", "2").done();
    assertThat(lake.values("pk")).containsExactly("a", "b");
  }

  @Test
  void keepsTheBadItemsOfEveryCommit() {
    WrittenExport export =
        lake.export()
            .lines(List.of("first?", "{\"Item\":{\"pk\":{\"S\":\"a\"}}}"))
            .lines(List.of("{\"Item\":{\"pk\":{\"S\":\"b\"}}}", "second?"))
            .write();
    lake.backfill(export, "--max-bad-items", "2", "--files-per-commit", "1", "--run-id", "r1")
        .done();
    assertThat(lake.values("pk")).containsExactly("a", "b");
    assertThat(lake.metadata("quarantine/r1").lines())
        .hasSize(2)
        .anyMatch(line -> line.contains("\"item\":\"first?\""))
        .anyMatch(line -> line.contains("\"item\":\"second?\""));
  }

  @Test
  void quarantinesItemsThatTheirTypeRefuses() {
    WrittenExport export =
        lake.exportOf(
            "{\"pk\":{\"S\":\"a\"},\"at\":{\"S\":\"2024-05-01T10:00:00Z\"}}",
            "{\"pk\":{\"S\":\"b\"},\"at\":{\"S\":\"yesterday\"}}");
    lake.backfill(export, "--type", "at=timestamp")
        .failed(ErrorCode.BAD_DATA)
        .contains(export.keys().get(0) + ", line 2: ")
        .contains("at")
        .contains("timestamp");
    assertThat(lake.dataFiles()).isEmpty();

    lake.backfill(export, "--type", "at=timestamp", "--max-bad-items", "1", "--run-id", "r1")
        .done();
    assertThat(lake.values("pk")).containsExactly("a");
    JsonNode kept = Lake.json(lake.metadata("quarantine/r1"));
    assertThat(kept.at("/item").asText()).contains("yesterday");
    assertThat(lake.report("r1").at("/items/quarantined").asInt()).isEqualTo(1);
  }
}
