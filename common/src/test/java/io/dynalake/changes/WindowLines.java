package io.dynalake.changes;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.dynalake.testsupport.export.Value;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.apache.spark.sql.Row;

/** The changes of a window as its lines of JSON tell them, and as rows of a change log do. */
final class WindowLines {
  private static final ObjectMapper JSON = new ObjectMapper();

  private WindowLines() {}

  /**
   * @param bucket that the export's folder is in
   */
  static List<String> of(Path bucket, Path export) {
    List<String> changes = new ArrayList<>();
    try {
      for (String file : Files.readAllLines(export.resolve("manifest-files.json"))) {
        Path data = bucket.resolve(JSON.readTree(file).get("dataFileS3Key").textValue());
        try (BufferedReader lines =
            new BufferedReader(
                new InputStreamReader(
                    new GZIPInputStream(Files.newInputStream(data)), StandardCharsets.UTF_8))) {
          for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            changes.add(change(JSON.readTree(line)));
          }
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return changes;
  }

  private static String change(JsonNode line) {
    String old = line.has("OldImage") ? image(line, "OldImage") : "none";
    String item = line.has("NewImage") ? image(line, "NewImage") : old;
    return text(
        line.has("NewImage") ? "upsert" : "delete",
        line.at("/Metadata/WriteTimestampMicros/N").textValue(),
        item.equals("none") ? image(line, "Keys") : item,
        old);
  }

  private static String image(JsonNode line, String member) {
    return PlainText.of(Value.parseItem(line.get(member).toString()));
  }

  /** A row of a change log. */
  static String of(Row row) {
    Row old = row.getAs("_old");
    return text(
        row.getAs("_op"),
        "" + micros(row),
        PlainText.of(row),
        old == null ? "none" : PlainText.of(old));
  }

  /** When the change was made, in microseconds. */
  static long micros(Row row) {
    java.sql.Timestamp time = row.getAs("_written_at");
    return Math.floorDiv(time.getTime(), 1000L) * 1_000_000L + time.getNanos() / 1000;
  }

  private static String text(String operation, String micros, String item, String old) {
    return operation + " at " + micros + " " + item + " before " + old;
  }
}
