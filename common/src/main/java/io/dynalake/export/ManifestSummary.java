package io.dynalake.export;

import com.fasterxml.jackson.databind.JsonNode;
import io.dynalake.error.ErrorCode;
import io.dynalake.error.JobException;
import io.dynalake.item.ItemFormat;
import org.apache.hadoop.fs.Path;
import org.jspecify.annotations.Nullable;

/**
 * What is wanted of manifest-summary.json. Unknown members are left alone.
 *
 * @param exportType "" in full exports, which have none
 * @param itemCount items in all, if it says so
 */
record ManifestSummary(
    Path file,
    String exportArn,
    String tableArn,
    String exportTime,
    String manifestFilesKey,
    String outputFormat,
    String exportType,
    @Nullable Long itemCount) {

  static ManifestSummary parse(Path file, byte[] bytes) {
    JsonNode json = Manifest.parse(file, "", bytes, 0, bytes.length);
    return new ManifestSummary(
        file,
        Manifest.text(file, "", json, "exportArn"),
        Manifest.text(file, "", json, "tableArn"),
        Manifest.text(file, "", json, "exportTime"),
        Manifest.text(file, "", json, "manifestFilesS3Key"),
        Manifest.text(file, "", json, "outputFormat"),
        Manifest.text(file, "", json, "exportType"),
        Manifest.count(file, "", json, "itemCount"));
  }

  /** The export's id by its ARN, or "". */
  String exportId() {
    int slash = exportArn.lastIndexOf("/export/");
    return slash < 0 ? "" : exportArn.substring(slash + "/export/".length());
  }

  /** How the lines of a data file are written; its name tells where the summary does not. */
  ItemFormat format(String key) {
    boolean ion =
        outputFormat.isEmpty()
            ? key.endsWith(".ion.gz") || key.endsWith(".ion")
            : outputFormat.equals("ION");
    return ion ? ItemFormat.ION : ItemFormat.DYNAMODB_JSON;
  }

  void requireReadable(Path folder) {
    switch (exportType) {
      case "", "FULL_EXPORT" -> {}
      case "INCREMENTAL_EXPORT" ->
          throw unread(
              folder,
              "an incremental export holds changes, not items; it is not supported by backfill;"
                  + " name a full export");
      default ->
          throw unread(folder, "unknown exportType " + Manifest.shown(exportType) + " of export");
    }
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

  private static JobException unread(Path folder, String why) {
    return new JobException(ErrorCode.USAGE, folder + ": " + why);
  }
}
