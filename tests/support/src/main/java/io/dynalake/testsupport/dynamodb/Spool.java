package io.dynalake.testsupport.dynamodb;

import com.fasterxml.jackson.databind.JsonNode;
import io.dynalake.testsupport.export.ExportWriter;
import io.dynalake.testsupport.export.IonLines;
import io.dynalake.testsupport.export.JsonLines;
import io.dynalake.testsupport.export.LineFormat;
import io.dynalake.testsupport.export.Value;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The lines of an export's data files before they are compressed, on disk. */
final class Spool implements AutoCloseable {
  /** Tables have partitions without items. */
  private static final int EMPTY_FILE = 2;

  private final TableKeys table;
  private final List<Part> parts = new ArrayList<>();

  private static final class Part {
    final Path file;
    final OutputStream out;
    final LineFormat format;
    long lines;

    Part(Path file, LineFormat format) throws IOException {
      this.file = file;
      this.out = new BufferedOutputStream(Files.newOutputStream(file), 1 << 16);
      this.format = format;
    }

    void add(byte[] line) throws IOException {
      out.write(line);
      lines++;
    }
  }

  Spool(Path folder, TableKeys table, int files, String format) throws IOException {
    this.table = table;
    for (int i = 0; i < files; i++) {
      parts.add(
          new Part(
              folder.resolve("lines-" + i),
              format.equals("ION") ? new IonLines() : new JsonLines()));
    }
  }

  private Part part(Value.MapOf key) {
    int part = table.partition(key, parts.size() - 1);
    return parts.get(part < EMPTY_FILE ? part : part + 1);
  }

  void item(JsonNode item) throws IOException {
    Part part = part(table.keyOf(item));
    part.add(part.format.item(item));
  }

  /** One line of an incremental export; none for a key that was absent before and after. */
  void change(
      Value.MapOf key,
      Instant time,
      Optional<JsonNode> before,
      Optional<JsonNode> after,
      boolean withOldImages)
      throws IOException {
    if (before.isEmpty() && after.isEmpty()) {
      return;
    }
    Part part = part(key);
    part.add(
        part.format.change(
            Images.sorted(key.members()),
            ChronoUnit.MICROS.between(Instant.EPOCH, time),
            withOldImages ? before.map(Images::sorted).orElse(null) : null,
            after.map(Images::sorted).orElse(null)));
  }

  /** Adds all files to an export. */
  void addTo(ExportWriter export) throws IOException {
    for (Part part : parts) {
      part.out.flush();
      export.content(part.lines, out -> Files.copy(part.file, out));
    }
  }

  @Override
  public void close() throws IOException {
    for (Part part : parts) {
      part.out.close();
    }
  }
}
