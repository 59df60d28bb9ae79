package io.dynalake.bench.table;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads a table and throws it away: the pages are received, and of each just the end is looked at,
 * where the next one's key is. So this is as fast as the server lets any client be.
 */
public final class BareScan {
  /** What follows the items: two numbers and a key of two strings. */
  private static final int END = 2_000;

  private static final Pattern COUNT = Pattern.compile("\"ScannedCount\":([0-9]+)");
  private static final Pattern NEXT = Pattern.compile("\"LastEvaluatedKey\":(\\{.*?\\}\\})");

  private BareScan() {}

  /**
   * Reads all of a table.
   *
   * @param segments read at the same time, by a thread each
   * @return items in it
   */
  public static long items(URI endpoint, String table, int segments)
      throws IOException, InterruptedException {
    try (Calls calls = new Calls(endpoint)) {
      List<Callable<Long>> parts = new ArrayList<>();
      for (int i = 0; i < segments; i++) {
        String request =
            "{\"TableName\":\"%s\",\"Segment\":%d,\"TotalSegments\":%d"
                .formatted(table, i, segments);
        parts.add(() -> segment(calls, request));
      }
      return Threads.sum(segments, parts);
    }
  }

  private static long segment(Calls calls, String request) throws IOException {
    long items = 0;
    String rest = "}";
    while (true) {
      byte[] page = calls.call("Scan", (request + rest).getBytes(UTF_8));
      int from = Math.max(0, page.length - END);
      String end = new String(page, from, page.length - from, ISO_8859_1);
      items += Long.parseLong(last(COUNT, end));
      String next = last(NEXT, end);
      if (next.isEmpty()) {
        return items;
      }
      rest = ",\"ExclusiveStartKey\":" + next + "}";
    }
  }

  private static String last(Pattern pattern, String text) {
    String found = "";
    for (Matcher matcher = pattern.matcher(text); matcher.find(); ) {
      found = matcher.group(1);
    }
    return found;
  }
}
