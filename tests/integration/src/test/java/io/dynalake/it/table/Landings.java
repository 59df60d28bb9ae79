package io.dynalake.it.table;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.dynalake.it.run.Place;
import io.dynalake.testsupport.export.Value;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;
import java.util.zip.GZIPInputStream;

/** Reads landings with nothing of the library, and makes items comparable. */
final class Landings {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Pattern RECORD = Pattern.compile(".*/_dynalake/segments/(\\d+)\\.json");

  private Landings() {}

  /** The only export below a folder. */
  static String export(Place place, String folder) {
    List<String> summaries =
        place.files(folder).stream().filter(f -> f.endsWith("/manifest-summary.json")).toList();
    if (summaries.size() != 1) {
      throw new IllegalStateException(folder + " holds the exports " + summaries);
    }
    String summary = summaries.get(0);
    return folder + "/" + summary.substring(0, summary.lastIndexOf('/'));
  }

  /** What the report of the last run that landed something in a folder says of its scan. */
  static JsonNode scanFacts(Place place, String folder) {
    String reports = folder + "/_dynalake/reports";
    List<String> names =
        place.files(reports).stream().filter(name -> name.endsWith(".json")).toList();
    try {
      return JSON.readTree(place.read(reports + "/" + names.get(names.size() - 1)))
          .at("/acquired/scan");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The segments that are landed, of the only scan below a folder. */
  static Set<Integer> segments(Place place, String folder) {
    Set<Integer> segments = new TreeSet<>();
    for (String file : place.files(folder)) {
      Matcher record = RECORD.matcher(file);
      if (record.matches()) {
        segments.add(Integer.valueOf(record.group(1)));
      }
    }
    return segments;
  }

  /** The items of an export's data files that its manifest lists, sorted. */
  static List<String> items(Place place, String export) {
    try {
      List<String> items = new ArrayList<>();
      for (String name : dataFiles(place, export)) {
        byte[] file = place.read(export + "/data/" + name);
        try (BufferedReader lines =
            new BufferedReader(
                new InputStreamReader(
                    new GZIPInputStream(new ByteArrayInputStream(file)), StandardCharsets.UTF_8))) {
          for (String item = lines.readLine(); item != null; item = lines.readLine()) {
            items.add(comparable(JSON.readTree(item).get("Item")));
          }
        }
      }
      items.sort(null);
      return items;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The data files that an export's manifest lists. */
  static Set<String> dataFiles(Place place, String export) {
    String manifest =
        new String(place.read(export + "/manifest-files.json"), StandardCharsets.UTF_8);
    Set<String> names = new TreeSet<>();
    for (String line : manifest.lines().toList()) {
      try {
        String key = JSON.readTree(line).get("dataFileS3Key").asText();
        names.add(key.substring(key.lastIndexOf('/') + 1));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return names;
  }

  static List<String> comparable(List<Value.MapOf> items) {
    return items.stream().map(item -> comparable(item.json().get("M"))).sorted().toList();
  }

  /** Attributes and the elements of sets have no order, and a number has many spellings. */
  private static String comparable(JsonNode node) {
    if (node.isObject()) {
      Map<String, String> members = new TreeMap<>();
      node.fields()
          .forEachRemaining(
              member -> members.put(member.getKey(), member(member.getKey(), member.getValue())));
      return members.toString();
    }
    return node.isArray()
        ? StreamSupport.stream(node.spliterator(), false).map(Landings::comparable).toList() + ""
        : node.toString();
  }

  private static String member(String name, JsonNode value) {
    return switch (name) {
      case "N" -> value.isTextual() ? number(value) : comparable(value);
      case "NS" -> value.isArray() ? set(value, Landings::number) : comparable(value);
      case "SS", "BS" -> value.isArray() ? set(value, JsonNode::asText) : comparable(value);
      default -> comparable(value);
    };
  }

  private static String number(JsonNode text) {
    BigDecimal number = new BigDecimal(text.asText());
    return number.signum() == 0 ? "0" : number.stripTrailingZeros().toPlainString();
  }

  private static String set(JsonNode elements, Function<JsonNode, String> text) {
    return StreamSupport.stream(elements.spliterator(), false).map(text).sorted().toList() + "";
  }
}
