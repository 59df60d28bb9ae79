package io.dynalake.jobs.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The rules are those of "Specification: Embedded metric format", Amazon CloudWatch User Guide. */
class EmfLinesTest {
  private static final String ARN = "arn:aws:dynamodb:eu-central-1:111122223333:table/Orders";

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);
  private final RunMeters meters = new RunMeters();
  private final EmfLines lines = new EmfLines("load", "nightly", meters, out);

  @Test
  void printsWhatHasComeOfARun() {
    meters.table(ARN);
    meters.tell(
        RunFigures.NONE
            .with(Metric.ITEMS_WRITTEN, 9_007_199_254_740_991L)
            .with(Metric.WRITE_CAPACITY_UNITS, 12.5)
            .with(Metric.BYTES_READ, -1));

    meters.ended(75);
    lines.ended();

    JsonNode line = only();
    assertThat(line.get("ItemsWritten").asText()).isEqualTo("9007199254740991");
    assertThat(line.get("WriteCapacityUnits").asText()).isEqualTo("12.5");
    assertThat(line.has("BytesRead")).isFalse();
    assertThat(line.get("RunsFailed").asInt()).isEqualTo(1);
    assertThat(line.get("Job").asText()).isEqualTo("load");
    assertThat(line.get("Table").asText()).isEqualTo("Orders");
    assertThat(line.get("RunId").asText()).isEqualTo("nightly");
    assertThat(line.get("ExitCode").asInt()).isEqualTo(75);
    assertThat(line.at("/_aws/CloudWatchMetrics/0/Dimensions").toString())
        .isEqualTo("[[\"Job\"],[\"Job\",\"Table\"]]");
  }

  @Test
  void printsOfProgressWhatIsNewSinceTheLineBefore() {
    meters.start("check", "file", 2, 100);
    meters.update(1, 10, 60);
    lines.progress();
    // Counts of late events do not go back, and the next phase begins at nothing.
    meters.update(1, 8, 60);
    meters.update(2, 15, 100);
    meters.start("write", "task", 4, 100);
    meters.update(0, 3, 20);
    meters.capacity(4.5, 2);
    lines.progress();
    lines.progress();
    meters.update(4, 15, 100);
    meters.tell(RunFigures.NONE.with(Metric.ITEMS_READ, 15));
    meters.ended(0);
    lines.ended();

    List<JsonNode> printed = printed();
    assertThat(printed)
        .extracting(line -> line.get("ProgressItems").asInt())
        .containsExactly(10, 8, 12);
    assertThat(printed)
        .extracting(line -> line.get("ProgressCapacityUnits").asDouble())
        .containsExactly(0.0, 4.5, 0.0);
    assertThat(printed.get(1).get("Phase").asText()).isEqualTo("write");
    assertThat(printed.get(1).get("ProgressThrottled").asInt()).isEqualTo(2);
    assertThat(printed)
        .extracting(line -> line.has("ItemsRead"))
        .containsExactly(false, false, true);
    assertThat(printed)
        .extracting(line -> line.has("Duration"))
        .containsExactly(false, false, true);
    assertThat(printed.get(2).get("RunsFailed").asInt()).isZero();
  }

  @Test
  void keepsToTheSpecification() {
    RunFigures all = RunFigures.NONE;
    for (Metric metric : Metric.values()) {
      all = all.with(metric, 3);
    }
    meters.table("Orders");
    meters.tell(all);
    meters.start("check", "file", 2, 100);
    meters.update(1, 10, 60);
    lines.progress();
    meters.ended(0);
    lines.ended();

    assertThat(printed()).hasSize(2).allSatisfy(EmfLinesTest::requireEmf);
    assertThat(printed().get(1).at("/_aws/CloudWatchMetrics/0/Metrics"))
        .hasSize(Metric.values().length);
  }

  private static void requireEmf(JsonNode root) {
    assertThat(root.at("/_aws/Timestamp").isIntegralNumber()).isTrue();
    assertThat(Instant.ofEpochMilli(root.at("/_aws/Timestamp").asLong()))
        .isBetween(Instant.now().minusSeconds(60), Instant.now());
    JsonNode directives = root.at("/_aws/CloudWatchMetrics");
    assertThat(directives).hasSize(1);
    JsonNode directive = directives.get(0);
    assertThat(directive.get("Namespace").asText()).isEqualTo("Dynalake");
    assertThat(directive.get("Dimensions")).isNotEmpty();
    for (JsonNode set : directive.get("Dimensions")) {
      assertThat(set).hasSizeBetween(1, 30);
      for (JsonNode dimension : set) {
        JsonNode value = root.get(dimension.asText());
        assertThat(value.isTextual()).isTrue();
        assertThat(value.asText())
            .hasSizeBetween(1, 1024)
            .matches("[\\x20-\\x7e]*\\S[\\x20-\\x7e]*");
      }
    }
    assertThat(directive.get("Metrics")).hasSizeBetween(1, 100);
    Set<String> names = new HashSet<>();
    for (JsonNode metric : directive.get("Metrics")) {
      String name = metric.get("Name").asText();
      assertThat(names.add(name)).as(name + " is there once").isTrue();
      assertThat(name).hasSizeBetween(1, 1024);
      assertThat(metric.get("Unit").asText()).isIn("Seconds", "Bytes", "Count");
      assertThat(root.get(name).isNumber()).as(name).isTrue();
    }
  }

  private JsonNode only() {
    assertThat(printed()).hasSize(1);
    return printed().get(0);
  }

  private List<JsonNode> printed() {
    String text = bytes.toString(StandardCharsets.UTF_8);
    assertThat(text).endsWith("\n");
    return text.lines().map(EmfLinesTest::read).toList();
  }

  private static JsonNode read(String line) {
    try {
      return new ObjectMapper().readTree(line);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("no JSON: " + line, e);
    }
  }
}
