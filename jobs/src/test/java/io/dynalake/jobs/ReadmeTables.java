package io.dynalake.jobs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.dynalake.error.ErrorCode;
import io.dynalake.item.ItemParser;
import io.dynalake.item.LineBlocks;
import io.dynalake.jobs.metrics.Metric;
import io.dynalake.schema.ItemProfile;
import io.dynalake.schema.ProfileOptions;
import io.dynalake.schema.TypingOptions;
import io.dynalake.schema.TypingRules;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Tables of the README, made from what they tell of. */
final class ReadmeTables {
  /** Values of one attribute, in items of their own, as an export has them. */
  private static final List<List<String>> SEEN =
      List.of(
          List.of("{'NULL':true}"),
          List.of("{'S':'2024-05-01'}"),
          List.of("{'N':'1'}", "{'NULL':true}"),
          List.of("{'N':'9223372036854775807'}"),
          List.of("{'N':'9223372036854775808'}"),
          List.of("{'N':'19.9'}", "{'N':'5'}"),
          List.of("{'N':'0.125'}"),
          List.of("{'N':'1234567890123.45'}"),
          List.of("{'N':'12345678901234.56'}"),
          List.of("{'N':'1E-130'}"),
          List.of("{'SS':['a','b']}"),
          List.of("{'NS':['1','2.5']}"),
          List.of("{'BS':['AA==']}"),
          List.of("{'L':[]}"),
          List.of("{'L':[{'N':'1'},{'S':'a'}]}"),
          List.of("{'L':[{'M':{'b':{'N':'1'}}},{'M':{'a':{'S':'x'}}}]}"),
          List.of("{'M':{}}"),
          List.of("{'N':'1'}", "{'S':'one'}"));

  /** Of a worker. */
  private static final int VCPUS = 4;

  private ReadmeTables() {}

  static String exitCodes() {
    List<String> rows = new ArrayList<>();
    rows.add("| 0 | done, or already done |");
    for (ErrorCode code : ErrorCode.values()) {
      rows.add("| " + code.exitCode() + " | " + code.meaning() + " |");
    }
    return table("| code | means |", rows);
  }

  static String metrics() {
    return table(
        "| metric | unit | |",
        Arrays.stream(Metric.values())
            .map(
                metric ->
                    "| `"
                        + metric.title()
                        + "` | "
                        + metric.unit()
                        + " | "
                        + metric.meaning()
                        + " |")
            .toList());
  }

  static String types() {
    return table(
        "| seen in items | column |",
        SEEN.stream().map(values -> "| " + code(values) + " | `" + type(values) + "` |").toList());
  }

  private static String code(List<String> values) {
    return String.join(", ", values.stream().map(v -> "`" + v.replace('\'', '"') + "`").toList());
  }

  private static String type(List<String> values) {
    ItemProfile profile = new ItemProfile(ProfileOptions.DEFAULT);
    for (String value : values) {
      String item = "{\"Item\":{\"a\":" + value.replace('\'', '"') + "}}\n";
      byte[] line = item.getBytes(StandardCharsets.UTF_8);
      byte[] block = Arrays.copyOf(line, line.length + LineBlocks.PADDING);
      new ItemParser().parseLine(block, 0, profile.beginItem());
      profile.endItem();
    }
    return TypingRules.infer(profile, TypingOptions.DEFAULT)
        .schema()
        .fields()
        .get(0)
        .type()
        .text()
        .replace("`", "");
  }

  /** What the policies allow, by what it is allowed on. */
  static String rights(Path policies) throws IOException {
    List<String> rows = new ArrayList<>();
    try (Stream<Path> files = Files.list(policies)) {
      for (Path file : files.sorted().toList()) {
        String name = file.getFileName().toString().replace(".json", "");
        Map<String, TreeSet<String>> actions = new TreeMap<>();
        for (JsonNode statement : new ObjectMapper().readTree(file.toFile()).get("Statement")) {
          TreeSet<String> on =
              actions.computeIfAbsent(resource(statement.get("Resource")), r -> new TreeSet<>());
          each(statement.get("Action")).forEach(action -> on.add(action.asText()));
        }
        actions.forEach(
            (on, allowed) ->
                rows.add("| `" + name + "` | " + on + " | " + String.join(", ", allowed) + " |"));
      }
    }
    return table("| policy | on | actions |", rows);
  }

  private static String resource(JsonNode resources) {
    TreeSet<String> names = new TreeSet<>();
    for (JsonNode resource : each(resources)) {
      String arn = resource.isTextual() ? resource.asText() : resource.get("Fn::Sub").asText();
      names.add(arn.equals("*") ? "everything" : shortened(arn));
    }
    return String.join(", ", names);
  }

  private static String shortened(String arn) {
    return arn.replaceAll("\\$\\{AWS::[A-Za-z]+}", "")
        .replaceAll("^arn::([a-z0-9]+)::+", "$1 ")
        .replaceAll("\\$\\{([A-Za-z]+)}", "$1")
        .replaceAll("/\\*$", "");
  }

  /**
   * What a conversion takes, by the time that the README tells of 8 million orders on two cores.
   */
  static String sizes(String readme) {
    Matcher measured =
        Pattern.compile("(?m)^\\| orders, 8 million \\| ([0-9,]+) \\| ([0-9.]+) ").matcher(readme);
    if (!measured.find()) {
      throw new IllegalStateException("the README does not tell how long 8 million orders take");
    }
    double megabytes = Double.parseDouble(measured.group(1).replace(",", ""));
    double rate = megabytes / Double.parseDouble(measured.group(2)) / 2 / 3;
    double serverless = VCPUS * 0.052624 + 14 * 0.0057785;
    List<String> rows = new ArrayList<>();
    for (int[] size : new int[][] {{10, 2}, {100, 5}, {1000, 10}, {5000, 20}}) {
      int workers = size[1];
      double seconds = 60 + 1000 * size[0] / (rate * VCPUS * (workers - 1));
      rows.add(
          String.format(
              Locale.ROOT,
              "| %,d GB | %d | %.0f | %.1f | %.2f USD | %.2f USD |",
              size[0],
              workers,
              rate,
              seconds / 60,
              workers * 0.44 * seconds / 3600,
              workers * serverless * seconds / 3600));
    }
    return table("| JSON | workers | MB/s a vCPU | minutes | Glue | EMR Serverless |", rows);
  }

  private static Iterable<JsonNode> each(JsonNode node) {
    return node.isArray() ? node : List.of(node);
  }

  private static String table(String head, List<String> rows) {
    String line = "|---".repeat(head.split("\\|").length - 1) + "|";
    return head + "\n" + line + "\n" + String.join("\n", rows) + "\n";
  }
}
