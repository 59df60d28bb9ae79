package io.dynalake.changes;

import io.dynalake.testsupport.export.ExportSummary;
import io.dynalake.testsupport.export.ExportWriter;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;

/** A table whose items change at random, and the exports that the service would make of it. */
final class TableHistory {
  private static final String ARN = "arn:aws:dynamodb:eu-central-1:123456789012:table/Orders";
  private static final Instant START = Instant.parse("2024-05-14T00:00:00Z");

  private final Random random;
  private final Path bucket;
  private final boolean sorted;
  private final int keys;
  private final TreeMap<String, String> items = new TreeMap<>();
  private boolean anchored;
  private long clock;
  private int exports;

  /** The JSON of a change as one line, of all windows so far. */
  final List<String> lines = new ArrayList<>();

  TableHistory(long seed, Path bucket) {
    random = new Random(seed);
    this.bucket = bucket;
    sorted = random.nextBoolean();
    keys = 1 + random.nextInt(24);
  }

  /** The attributes of the primary key. */
  List<String> keyNames() {
    return sorted ? List.of("pk", "sk") : List.of("pk");
  }

  Instant now() {
    return START.plusSeconds(clock);
  }

  /** What happens before the first export. */
  void begin() {
    write(random.nextInt(3) == 0 ? 0 : random.nextInt(2 * keys), new LinkedHashMap<>());
    clock += 60;
  }

  Path full() {
    List<String> all = List.copyOf(items.values());
    int cut = all.isEmpty() ? 0 : random.nextInt(all.size());
    return writer(new ExportSummary.At(now()))
        .file(all.subList(0, cut))
        .file(List.of())
        .file(all.subList(cut, all.size()))
        .write()
        .folder();
  }

  /** Writes for a while and exports the changes; sometimes from before the last export. */
  Path window() {
    Instant from = now();
    Map<String, String> before = new LinkedHashMap<>();
    int writes = random.nextInt(5) == 0 ? 0 : random.nextInt(keys + 3);
    Map<String, Long> written = write(writes, before);
    clock += 1000;
    boolean old = random.nextInt(3) > 0;
    List<String> changes = new ArrayList<>();
    for (String key : new TreeSet<>(written.keySet())) {
      String image = items.get(key);
      String oldImage = before.get(key);
      // What came and went within the window left no trace; a part of the others is told anyway.
      if (image != null || oldImage != null || random.nextInt(4) == 0) {
        changes.add(
            "{\"Metadata\":{\"WriteTimestampMicros\":{\"N\":\""
                + written.get(key)
                + "\"}},\"Keys\":"
                + key
                + (old && oldImage != null ? ",\"OldImage\":" + oldImage : "")
                + (image != null ? ",\"NewImage\":" + image : "")
                + "}");
      }
    }
    lines.addAll(changes);
    int cut = changes.isEmpty() ? 0 : random.nextInt(changes.size() + 1);
    return writer(new ExportSummary.Between(from, now(), old ? "NEW_AND_OLD_IMAGES" : "NEW_IMAGE"))
        .lines(changes.subList(0, cut))
        .lines(List.of())
        .lines(changes.subList(cut, changes.size()))
        .write()
        .folder();
  }

  private ExportWriter writer(ExportSummary.Period period) {
    String id = "0171568526%04d-c488b4e1".formatted(exports++);
    return ExportWriter.in(bucket)
        .seed(exports)
        .describedBy(
            new ExportSummary(
                ARN + "/export/" + id,
                now(),
                now(),
                ARN,
                "11991185-e7ab-4da5-8bab-03f0db0b7bfd",
                period,
                "bucket",
                Optional.empty(),
                "AES256",
                Optional.empty(),
                0,
                "DYNAMODB_JSON"));
  }

  /** Puts and deletes; returns the last time of each key that was written. */
  private Map<String, Long> write(int count, Map<String, String> before) {
    Map<String, Long> written = new LinkedHashMap<>();
    boolean onlyDeletes = random.nextInt(6) == 0;
    for (int i = 0; i < count; i++) {
      String attributes = key(random.nextInt(keys));
      String key = "{" + attributes + "}";
      before.putIfAbsent(key, items.getOrDefault(key, ""));
      written.put(
          key, (START.getEpochSecond() + clock) * 1_000_000 + 1_000L * i + random.nextInt(900));
      int kind = onlyDeletes ? 0 : random.nextInt(10);
      if (kind < 3) {
        items.remove(key);
      } else if (kind > 3 || !items.containsKey(key)) {
        items.put(key, "{" + attributes + attributes() + "}");
      }
    }
    if (count > 0 && !anchored) {
      // Text, so that the column takes all that comes.
      anchored = true;
      String key = "{" + key(0) + "}";
      before.putIfAbsent(key, "");
      written.put(key, (START.getEpochSecond() + clock) * 1_000_000 + 1_000L * count);
      items.put(key, "{" + key(0) + ",\"v\":{\"S\":\"text\"}}");
    }
    before.values().removeIf(String::isEmpty);
    return written;
  }

  private String key(int number) {
    String pk = "\"pk\":{\"S\":\"é" + (sorted ? number / 3 : number) + "\"}";
    return sorted ? pk + ",\"sk\":{\"N\":\"" + number % 3 + ".5\"}" : pk;
  }

  private String attributes() {
    StringBuilder text = new StringBuilder();
    add(text, "n", "{\"N\":\"" + (random.nextLong() >> random.nextInt(60)) + "\"}");
    add(text, "d", "{\"N\":\"" + random.nextInt(1000) + ".25\"}");
    add(text, "b", "{\"B\":\"AAE" + (char) ('A' + random.nextInt(26)) + "\"}");
    add(text, "ss", "{\"SS\":[\"x\",\"y" + random.nextInt(9) + "\"]}");
    add(text, "ns", "{\"NS\":[\"1\",\"2." + (1 + random.nextInt(9)) + "\"]}");
    add(text, "bs", "{\"BS\":[\"AA==\",\"AQ==\"]}");
    add(text, "l", "{\"L\":[{\"S\":\"" + random.nextInt(9) + "\"},{\"NULL\":true}]}");
    add(text, "t", "{\"BOOL\":" + random.nextBoolean() + "}");
    add(text, "z", "{\"NULL\":true}");
    // An attribute whose values change their type, and a struct that gets more fields.
    add(
        text,
        "v",
        random.nextBoolean() ? "{\"N\":\"" + random.nextInt(99) + "\"}" : "{\"S\":\"text\"}");
    add(text, "m", "{\"M\":{\"f" + random.nextInt(4) + "\":{\"S\":\"q\"},\"é.x\":{\"N\":\"7\"}}}");
    return text.toString();
  }

  private void add(StringBuilder text, String name, String value) {
    if (random.nextInt(3) == 0) {
      text.append(",\"").append(name).append("\":").append(value);
    }
  }
}
