package io.dynalake.bench.data;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.dynalake.testsupport.export.ExportQuirk;
import io.dynalake.testsupport.export.ExportWriter;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;

/**
 * Incremental exports that follow on made exports of orders: some of the items got a new status.
 */
public final class Windows {
  /** One of so many items is changed. */
  public static final int ONE_OF = 100;

  /** What {@link ExportWriter} gives a full export. */
  private static final Instant FULL = Instant.parse("2024-05-14T11:14:20.608Z");

  private static final String ITEM = "{\"Item\":";
  private static final String MICROS = "1715687000000000";

  private Windows() {}

  /**
   * Finds the window behind an export, or makes it.
   *
   * @return the folder with its manifests
   */
  public static Path behind(Export full) throws IOException {
    Path place = full.folder().resolve("../../window").normalize();
    if (!Files.exists(place)) {
      make(full, place);
    }
    try (Stream<Path> folders = Files.list(place.resolve("AWSDynamoDB"))) {
      return folders.filter(f -> !f.endsWith("data")).findFirst().orElseThrow();
    }
  }

  /** Items that are changed. */
  public static long changes(DataSet data) {
    long changes = 0;
    for (int file = 0; file < data.files(); file++) {
      long items = data.firstItem(file + 1) - data.firstItem(file);
      changes += (items + ONE_OF - 1) / ONE_OF;
    }
    return changes;
  }

  private static void make(Export full, Path place) throws IOException {
    Path partial = place.resolveSibling("window.partial");
    Folders.delete(partial);
    ExportWriter writer =
        ExportWriter.in(partial)
            .table(full.data().shape().table())
            .id("01715688860000-0badcafe")
            .startTime(FULL.plus(Duration.ofHours(1)))
            .with(ExportQuirk.INCREMENTAL);
    try (Stream<Path> files = Files.list(full.dataFolder())) {
      for (Path file : files.sorted().toList()) {
        writer.lines(changes(file));
      }
    }
    writer.write();
    Files.move(partial, place, StandardCopyOption.ATOMIC_MOVE);
  }

  private static List<String> changes(Path file) throws IOException {
    List<String> changes = new ArrayList<>();
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(new GZIPInputStream(Files.newInputStream(file)), UTF_8))) {
      int number = 0;
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (number++ % ONE_OF == 0) {
          changes.add(change(line));
        }
      }
    }
    return changes;
  }

  /** Of an order, whose first two attributes are its keys and have texts without braces. */
  private static String change(String line) {
    String item = line.substring(ITEM.length(), line.length() - 1);
    int keys = item.indexOf('}', item.indexOf('}') + 1) + 1;
    String after =
        item.replaceFirst("\"status\":\\{\"S\":\"\\w+\"}", "\"status\":{\"S\":\"RETURNED\"}");
    return "{\"Metadata\":{\"WriteTimestampMicros\":{\"N\":\""
        + MICROS
        + "\"}},\"Keys\":"
        + item.substring(0, keys)
        + "},\"NewImage\":"
        + after
        + "}";
  }
}
