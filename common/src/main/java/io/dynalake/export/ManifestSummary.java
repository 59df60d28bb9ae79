package io.dynalake.export;

import com.fasterxml.jackson.databind.JsonNode;
import io.dynalake.error.ErrorCode;
import io.dynalake.error.JobException;
import io.dynalake.item.ItemFormat;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import org.apache.hadoop.fs.Path;
import org.jspecify.annotations.Nullable;

/** What is wanted of manifest-summary.json. Unknown members are left alone. */
record ManifestSummary(Path file, JsonNode json) {
  static ManifestSummary parse(Path file, byte[] bytes) {
    return new ManifestSummary(file, Manifest.parse(file, "", bytes, 0, bytes.length));
  }

  private String text(String name) {
    return Manifest.text(file, "", json, name);
  }

  String exportArn() {
    return text("exportArn");
  }

  String tableArn() {
    return text("tableArn");
  }

  String tableId() {
    return text("tableId");
  }

  String exportTime() {
    return text("exportTime");
  }

  String manifestFilesKey() {
    return text("manifestFilesS3Key");
  }

  /** Items in all, if it says so. */
  @Nullable Long itemCount() {
    return Manifest.count(file, "", json, "itemCount");
  }

  /** The time of an incremental export. */
  ExportPeriod period() {
    Instant from = time("exportFromTime");
    Instant to = time("exportToTime");
    if (!from.isBefore(to)) {
      throw Manifest.damaged(file, "exportFromTime " + from + " is not before exportToTime " + to);
    }
    return new ExportPeriod(from, to);
  }

  private Instant time(String name) {
    String text = text(name);
    try {
      return Instant.parse(text);
    } catch (DateTimeParseException e) {
      throw Manifest.damaged(file, name + " is \"" + Manifest.shown(text) + "\", not a time", e);
    }
  }

  /** Also as the service's prose spells it. */
  ExportView view() {
    String view = text("outputView");
    return switch (view) {
      case "NEW_IMAGE", "NEW_IMAGES" -> ExportView.NEW_IMAGE;
      case "NEW_AND_OLD_IMAGES" -> ExportView.NEW_AND_OLD_IMAGES;
      default ->
          throw Manifest.damaged(
              file, "outputView is \"" + Manifest.shown(view) + "\", which is none");
    };
  }

  /** The export's id by its ARN, or "". */
  String exportId() {
    String arn = exportArn();
    int slash = arn.lastIndexOf("/export/");
    return slash < 0 ? "" : arn.substring(slash + "/export/".length());
  }

  /** How the lines of a data file are written; its name tells where the summary does not. */
  ItemFormat format(String key) {
    String outputFormat = text("outputFormat");
    boolean ion =
        outputFormat.isEmpty()
            ? key.endsWith(".ion.gz") || key.endsWith(".ion")
            : outputFormat.equals("ION");
    return ion ? ItemFormat.ION : ItemFormat.DYNAMODB_JSON;
  }

  /** Full exports mostly do not say that they are. */
  boolean incremental(Path folder) {
    String exportType = text("exportType");
    return switch (exportType) {
      case "", "FULL_EXPORT" -> false;
      case "INCREMENTAL_EXPORT" -> true;
      default ->
          throw unread(folder, "unknown exportType " + Manifest.shown(exportType) + " of export");
    };
  }

  void requireReadable(Path folder) {
    String outputFormat = text("outputFormat");
    switch (outputFormat) {
      case "", "DYNAMODB_JSON", "ION" -> {}
      default ->
          throw unread(
              folder,
              "unknown outputFormat "
                  + Manifest.shown(outputFormat)
                  + "; export again with DYNAMODB_JSON");
    }
  }

  static JobException unread(Path folder, String why) {
    return new JobException(ErrorCode.USAGE, folder + ": " + why);
  }
}
