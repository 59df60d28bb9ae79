package io.dynalake.it.run;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.dynalake.testsupport.export.ExportWriter;
import io.dynalake.testsupport.job.JobProcess;
import io.dynalake.testsupport.job.JobProcess.Ended;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What the packaged job tells those who watch many: lines of JSON, and metrics in Spark's sinks.
 */
class WatchedRunIT {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Path folder;
  private final Path sink;

  WatchedRunIT(@TempDir Path folder) {
    this.folder = folder;
    this.sink = folder.resolve("metrics");
  }

  @BeforeEach
  void makeSink() throws IOException {
    Files.createDirectory(sink);
  }

  @Test
  void tellsMetricsToCloudWatchAndToSparkAndLogsJson() throws IOException {
    Path export =
        ExportWriter.in(folder)
            .file(List.of("{\"pk\":{\"S\":\"a\"}}", "{\"pk\":{\"S\":\"b\"}}"))
            .file(List.of("{\"pk\":{\"S\":\"c\"}}"))
            .write()
            .folder();
    Ended ended =
        run(
            "--export=" + export,
            "--target=" + folder.resolve("orders"),
            "--metrics=emf",
            "--run-id=nightly");
    assertThat(ended.exitCode()).as(ended.text()).isZero();

    List<JsonNode> metrics =
        ended.out().stream().filter(l -> l.startsWith("{")).map(this::json).toList();
    assertThat(metrics).hasSize(1);
    assertThat(metrics.get(0).at("/_aws/CloudWatchMetrics/0/Namespace").asText())
        .isEqualTo("Dynalake");
    assertThat(metrics.get(0).get("ItemsWritten").asInt()).isEqualTo(3);
    assertThat(metrics.get(0).get("FilesCompleted").asInt()).isEqualTo(2);
    assertThat(metrics.get(0).get("RunId").asText()).isEqualTo("nightly");

    assertThat(last("ItemsRead")).isEqualTo(3);
    assertThat(last("BytesWritten")).isEqualTo(metrics.get(0).get("BytesWritten").asDouble());

    List<JsonNode> lines = lines(ended);
    assertThat(lines).allSatisfy(line -> assertThat(line.get("run").asText()).isEqualTo("nightly"));
    assertThat(lines)
        .extracting(line -> line.get("message").asText())
        .anyMatch(message -> message.startsWith("backfill --log-format=json --export="))
        .anyMatch(message -> message.startsWith("convert: 2 of 2 files, 3 items"));
  }

  @Test
  void tellsAFailureAsALineOfTheLogToo() {
    Ended ended = run("--export=" + folder.resolve("a \"b\""), "--target=x", "--run-id=nightly");
    assertThat(ended.exitCode()).as(ended.text()).isEqualTo(66);
    JsonNode last = lines(ended).get(lines(ended).size() - 1);
    assertThat(last.get("level").asText()).isEqualTo("ERROR");
    assertThat(last.get("run").asText()).isEqualTo("nightly");
    assertThat(last.get("message").asText()).contains("/a \"b\": ");

    Ended misspelt = run("--exprot=x");
    assertThat(misspelt.exitCode()).isEqualTo(64);
    assertThat(lines(misspelt).get(0).get("message").asText()).contains("did you mean --export?");
  }

  private Ended run(String... options) {
    return JobProcess.run(
        Stream.concat(
                Stream.of(
                    "--conf",
                    "spark.metrics.conf.driver.sink.csv.class=org.apache.spark.metrics.sink.CsvSink",
                    "--conf",
                    "spark.metrics.conf.driver.sink.csv.directory=" + sink,
                    "backfill",
                    "--log-format",
                    "json"),
                Stream.of(options))
            .toList());
  }

  /** All lines, but for one of the launcher's own after a build. */
  private List<JsonNode> lines(Ended ended) {
    return ended.err().stream()
        .filter(l -> !l.startsWith("dynalake: preparing"))
        .map(this::json)
        .toList();
  }

  private JsonNode json(String line) {
    try {
      return JSON.readTree(line);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("no JSON: " + line, e);
    }
  }

  /** The last value that Spark's sink wrote of a metric. */
  private double last(String metric) throws IOException {
    try (Stream<Path> files = Files.list(sink)) {
      Path file =
          files
              .filter(f -> f.toString().endsWith(".driver.dynalake." + metric + ".csv"))
              .findAny()
              .orElseThrow();
      List<String> rows = Files.readAllLines(file);
      return Double.parseDouble(rows.get(rows.size() - 1).split(",", 2)[1]);
    }
  }
}
