package io.dynalake.bench.report;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dynalake.bench.data.DataSet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Results with the numbers of every run, for programs. */
public final class JsonFile {
  private static final ObjectMapper JSON =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  private JsonFile() {}

  /**
   * Writes them, over a file that may be there.
   *
   * @param about in lines, where and how this was measured
   */
  public static void write(Path file, List<String> about, List<Result> results) throws IOException {
    ObjectNode root = JSON.createObjectNode();
    about.forEach(root.putArray("about")::add);
    ArrayNode list = root.putArray("results");
    for (Result result : results) {
      ObjectNode node = list.addObject().put("title", result.title());
      ArrayNode entries = node.putArray("entries");
      result.entries().forEach(entry -> entry(entry, entries.addObject()));
    }
    Path parent = file.toAbsolutePath().getParent();
    if (parent != null) {
      Files.createDirectories(parent);
    }
    Files.writeString(file, JSON.writeValueAsString(root) + "\n");
  }

  private static void entry(Entry entry, ObjectNode node) {
    DataSet data = entry.export().data();
    node.put("label", entry.label());
    node.put("shape", data.shape().toString());
    node.put("items", data.items());
    node.put("files", data.files());
    node.put("seed", data.seed());
    node.put("jsonBytes", entry.export().jsonBytes());
    node.put("storedBytes", entry.export().storedBytes());
    ArrayNode runs = node.putArray("runs");
    for (Run run : entry.runs()) {
      ObjectNode numbers = runs.addObject();
      numbers.put("wallSeconds", Metric.WALL.of(run));
      numbers.put("cpuSeconds", Metric.CPU.of(run));
      numbers.put("peakBytes", run.process().peakBytes());
      if (!run.work().isZero()) {
        numbers.put("workSeconds", Metric.WORK.of(run));
      }
      if (!run.serverCpu().isZero()) {
        numbers.put("serverCpuSeconds", Metric.SERVER_CPU.of(run));
      }
    }
  }
}
