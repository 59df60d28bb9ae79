package io.dynalake.changes;

import io.dynalake.testsupport.export.ExportSummary;
import io.dynalake.testsupport.export.ExportWriter;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A full export and the windows after it, line by line. */
final class ChainOfExports {
  private static final String ARN = "arn:aws:dynamodb:eu-central-1:123456789012:table/Orders";
  private static final Instant START = Instant.parse("2024-05-14T00:00:00Z");

  private final Path bucket;
  private final List<Path> exports = new ArrayList<>();

  ChainOfExports(Path bucket) {
    this.bucket = bucket;
  }

  Path bucket() {
    return bucket;
  }

  List<Path> exports() {
    return exports;
  }

  List<Path> windows() {
    return exports.subList(1, exports.size());
  }

  private Instant now() {
    return START.plusSeconds(1000L * exports.size());
  }

  void full(List<String> items) {
    exports.add(
        writer(new ExportSummary.At(now()))
            .file(List.of())
            .file(items.stream().map(item -> "{" + item + "}").toList())
            .write()
            .folder());
  }

  void window(String... changes) {
    exports.add(
        writer(new ExportSummary.Between(now().minusSeconds(1000), now(), "NEW_AND_OLD_IMAGES"))
            .lines(List.of(changes))
            .lines(List.of())
            .write()
            .folder());
  }

  /**
   * A line of an incremental export.
   *
   * @param before the item's attributes; "" if it was not there
   */
  static String change(String id, String before, String after) {
    return "{\"Metadata\":{\"WriteTimestampMicros\":{\"N\":\"1715644800000007\"}},\"Keys\":{\"id\":{\"S\":\""
        + id
        + "\"}}"
        + (before.isEmpty() ? "" : ",\"OldImage\":{" + before + "}")
        + (after.isEmpty() ? "" : ",\"NewImage\":{" + after + "}")
        + "}";
  }

  private ExportWriter writer(ExportSummary.Period period) {
    String id = "0171568526%04d-c488b4e1".formatted(exports.size());
    return ExportWriter.in(bucket)
        .seed(exports.size())
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
}
