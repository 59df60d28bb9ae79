package io.dynalake.export;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Base64;
import java.util.Collection;
import java.util.HexFormat;
import org.apache.hadoop.fs.Path;

/**
 * Writes the manifests of a landing as the service writes them, members in its order. What only a
 * scan can say, and that it was one, is in the summary's member {@code dynalake}.
 */
final class LandingManifests {
  /** An export has a data file at the least; of an empty table, this one. */
  static final String EMPTY_NAME = "aaaaaaaaaaaaaaaaaaaaaaaaaa.json.gz";

  /** The gzip of nothing. */
  private static final byte[] EMPTY =
      HexFormat.of().parseHex("1f8b08000000000000ff03000000000000000000");

  private final LandingStorage storage;
  private final LandingFolder folder;
  private final LandingPlan plan;
  private final Collection<SegmentRecord> records;

  LandingManifests(
      LandingStorage storage,
      LandingFolder folder,
      LandingPlan plan,
      Collection<SegmentRecord> records) {
    this.storage = storage;
    this.folder = folder;
    this.plan = plan;
    this.records = records;
  }

  /** Writes all; the summary tells that the export is complete, so it comes after all else. */
  void write() throws IOException {
    ByteArrayOutputStream lines = new ByteArrayOutputStream();
    for (SegmentRecord record : records) {
      for (LandedFile file : record.files()) {
        line(lines, file);
      }
    }
    if (lines.size() == 0) {
      storage.write(new Path(folder.data(), EMPTY_NAME), EMPTY);
      byte[] md5 = Manifest.md5().digest(EMPTY);
      String etag = HexFormat.of().formatHex(Manifest.md5().digest(md5)) + "-1";
      line(lines, new LandedFile(EMPTY_NAME, 0, EMPTY.length, base64(md5), etag));
    }
    byte[] files = lines.toByteArray();
    write(Manifest.FILES, files);
    write("manifest-files.md5", checksum(files));
    byte[] summary = Landing.JSON.writeValueAsBytes(summary());
    write("manifest-summary.md5", checksum(summary));
    write(Manifest.SUMMARY, summary);
  }

  private void write(String name, byte[] content) throws IOException {
    storage.write(new Path(folder.export(), name), content);
  }

  private static byte[] checksum(byte[] content) {
    return base64(Manifest.md5().digest(content)).getBytes(ISO_8859_1);
  }

  private static String base64(byte[] bytes) {
    return Base64.getEncoder().encodeToString(bytes);
  }

  private void line(ByteArrayOutputStream out, LandedFile file) throws IOException {
    ObjectNode line = Landing.JSON.createObjectNode();
    line.put("itemCount", file.items());
    line.put("md5Checksum", file.md5());
    line.put("etag", file.etag());
    line.put("dataFileS3Key", folder.key("data/" + file.name()));
    out.write(Landing.JSON.writeValueAsBytes(line));
    out.write('\n');
  }

  private ObjectNode summary() {
    SegmentRecord.Costs costs =
        records.stream()
            .map(SegmentRecord::costs)
            .reduce(SegmentRecord.Costs.NONE, SegmentRecord.Costs::plus);
    ObjectNode summary = Landing.JSON.createObjectNode();
    summary.put("version", "2020-06-30");
    summary.put("exportArn", plan.tableArn() + "/export/" + plan.exportId());
    summary.put("startTime", plan.startTime());
    summary.put(
        "endTime",
        records.stream().map(SegmentRecord::endTime).max(String::compareTo).orElseThrow());
    summary.put("tableArn", plan.tableArn());
    summary.put("tableId", plan.tableId());
    summary.put("exportTime", plan.startTime());
    summary.put("s3Bucket", folder.bucket());
    summary.put("s3Prefix", folder.prefix().isEmpty() ? null : folder.prefix());
    summary.putNull("s3SseAlgorithm");
    summary.putNull("s3SseKmsKeyId");
    summary.put("manifestFilesS3Key", folder.key(Manifest.FILES));
    summary.put("billedSizeBytes", plan.tableBytes());
    summary.put("itemCount", records.stream().mapToLong(SegmentRecord::items).sum());
    summary.put("outputFormat", "DYNAMODB_JSON");
    ObjectNode scan = summary.putObject("dynalake");
    scan.put("acquiredBy", "scan");
    scan.put("engine", plan.engine());
    scan.put("totalSegments", plan.totalSegments());
    scan.put("scannedCount", costs.scanned());
    scan.put("consumedCapacity", costs.capacity());
    ObjectNode request = scan.putObject("request");
    plan.request().forEach(request::put);
    return summary;
  }
}
