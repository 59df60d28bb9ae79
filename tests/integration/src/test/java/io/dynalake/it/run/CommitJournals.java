package io.dynalake.it.run;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.locks.LockSupport;

/** The journals of a dataset, read as an operator would: files with JSON. */
final class CommitJournals {
  private static final String FOLDER = "/_dynalake/commits";
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Place place;
  private final String dataset;

  CommitJournals(Place place, String dataset) {
    this.place = place;
    this.dataset = dataset;
  }

  /** Names of the journals that are there. */
  Set<String> names() {
    Set<String> names = new TreeSet<>(place.files(dataset + FOLDER));
    // The S3 server lists files that it is about to rename to their names.
    names.removeIf(name -> name.startsWith(".") || !name.endsWith(".json"));
    return names;
  }

  JsonNode read(String name) {
    // The S3 server of the tests replaces an object in place; S3 itself shows no half of one.
    for (int attempt = 1; ; attempt++) {
      try {
        return JSON.readTree(place.read(dataset + FOLDER + "/" + name));
      } catch (IOException e) {
        if (attempt == 50) {
          throw new UncheckedIOException(e);
        }
        LockSupport.parkNanos(20_000_000);
      }
    }
  }

  String state(String name) {
    return read(name).path("state").asText();
  }

  /** The data files that committed runs say are there. */
  List<String> committedFiles() {
    TreeSet<String> files = new TreeSet<>();
    List<JsonNode> committed = new ArrayList<>();
    for (String name : names()) {
      JsonNode journal = read(name);
      if (journal.path("state").asText().equals("COMMITTED")) {
        committed.add(journal);
      }
    }
    committed.forEach(j -> j.path("newFiles").forEach(f -> files.add(f.path("path").asText())));
    committed.forEach(j -> j.path("superseded").forEach(f -> files.remove(f.asText())));
    return List.copyOf(files);
  }
}
