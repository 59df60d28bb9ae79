package io.dynalake.testsupport.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** What Spark writes down of the applications that log into a folder. */
public record EventLog(Path folder) {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** An empty one. */
  public static EventLog in(Path folder) {
    try {
      return new EventLog(Files.createDirectories(folder));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Options of spark-submit. */
  public List<String> sparkOptions() {
    return List.of(
        "--conf",
        "spark.eventLog.enabled=true",
        "--conf",
        "spark.eventLog.compress=false",
        "--conf",
        "spark.eventLog.dir=" + folder.toUri());
  }

  /** How many tasks were started though another attempt was running. */
  public long speculativeTasks() {
    return events("SparkListenerTaskStart").stream()
        .filter(event -> event.at("/Task Info/Speculative").asBoolean())
        .count();
  }

  private List<JsonNode> events(String kind) {
    List<JsonNode> events = new ArrayList<>();
    try (Stream<Path> logs = Files.walk(folder)) {
      for (Path log : logs.filter(Files::isRegularFile).toList()) {
        // Hadoop's checksums lie beside them.
        if (!log.getFileName().toString().startsWith(".")) {
          for (String line : Files.readAllLines(log)) {
            JsonNode event = JSON.readTree(line);
            if (event.path("Event").asText().equals(kind)) {
              events.add(event);
            }
          }
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return events;
  }
}
