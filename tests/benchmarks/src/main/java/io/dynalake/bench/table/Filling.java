package io.dynalake.bench.table;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.StringJoiner;
import java.util.concurrent.Callable;
import java.util.zip.GZIPInputStream;

/**
 * Puts the items of a data file into a table. Items go as they stand in the file, since a line
 * {@code {"Item":{…}}} is also the body of a PutRequest.
 */
record Filling(Calls calls, String table, Path file) implements Callable<Long> {
  /** BatchWriteItem's limit. */
  private static final int BATCH = 25;

  /** Puts them all; their keys must differ. */
  @Override
  public Long call() throws IOException {
    long items = 0;
    List<String> batch = new ArrayList<>();
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(new GZIPInputStream(Files.newInputStream(file)), UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        items++;
        batch.add(line);
        if (batch.size() == BATCH) {
          put(batch);
          batch.clear();
        }
      }
    }
    if (!batch.isEmpty()) {
      put(batch);
    }
    return items;
  }

  private void put(List<String> batch) throws IOException {
    String before = "{\"RequestItems\":{\"" + table + "\":[{\"PutRequest\":";
    StringJoiner body = new StringJoiner("},{\"PutRequest\":", before, "}]}}");
    batch.forEach(body::add);
    String answer =
        new String(calls.call("BatchWriteItem", body.toString().getBytes(UTF_8)), UTF_8);
    if (!answer.contains("\"UnprocessedItems\":{}")) {
      throw new IOException("BatchWriteItem: it left items out: " + answer);
    }
  }
}
