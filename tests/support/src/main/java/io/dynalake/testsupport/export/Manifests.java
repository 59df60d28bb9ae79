package io.dynalake.testsupport.export;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Random;
import java.util.Set;

/** The texts of an export's manifests, members in the order in which the service writes them. */
final class Manifests {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String BASE32 = "abcdefghijklmnopqrstuvwxyz234567";
  private static final DateTimeFormatter MILLIS =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

  private Manifests() {}

  /** 26 characters of base32, as 128 random bits give. */
  static String fileName(Random random) {
    StringBuilder name = new StringBuilder();
    for (int i = 0; i < 26; i++) {
      // The last character has but three bits.
      name.append(BASE32.charAt(i < 25 ? random.nextInt(32) : random.nextInt(8) << 2));
    }
    return name.toString();
  }

  static String md5(String text) {
    return Base64.getEncoder().encodeToString(digest().digest(text.getBytes(UTF_8)));
  }

  /** A line of manifest-files.json, without its '\n'. */
  static String fileLine(long itemCount, String key, Path file, Set<FileQuirk> quirks)
      throws IOException {
    MessageDigest digest = digest();
    try (InputStream in = new DigestInputStream(Files.newInputStream(file), digest)) {
      in.transferTo(OutputStream.nullOutputStream());
    }
    byte[] md5 = digest.digest();
    // The ETag of an upload in one part: the MD5 of the part's MD5.
    String etag = HexFormat.of().formatHex(digest().digest(md5)) + "-1";
    if (quirks.contains(FileQuirk.WRONG_MD5)) {
      md5[0] ^= 1;
    }
    ObjectNode line = JSON.createObjectNode();
    if (!quirks.contains(FileQuirk.NO_COUNT)) {
      line.put("itemCount", itemCount);
    }
    if (!quirks.contains(FileQuirk.NO_MD5)) {
      line.put("md5Checksum", Base64.getEncoder().encodeToString(md5)).put("etag", etag);
    }
    return line.put("dataFileS3Key", key).toString();
  }

  /** The text of manifest-summary.json. */
  static String summary(
      ExportSummary export, String manifestFilesKey, long itemCount, Set<ExportQuirk> quirks) {
    ObjectNode json = JSON.createObjectNode();
    json.put("version", export.incremental() ? "2023-08-01" : "2020-06-30");
    json.put("exportArn", export.exportArn());
    json.put("startTime", MILLIS.format(export.startTime()));
    json.put("endTime", MILLIS.format(export.endTime()));
    json.put("tableArn", export.tableArn());
    json.put("tableId", export.tableId());
    if (export.period() instanceof ExportSummary.Between period) {
      json.put("exportFromTime", MILLIS.format(period.from()));
      json.put("exportToTime", MILLIS.format(period.to()));
    } else if (export.period() instanceof ExportSummary.At at) {
      json.put("exportTime", MILLIS.format(at.exportTime()));
    }
    json.put("s3Bucket", export.bucket());
    json.put("s3Prefix", export.prefix().orElse(null));
    json.put("s3SseAlgorithm", export.sseAlgorithm());
    json.put("s3SseKmsKeyId", export.kmsKeyId().orElse(null));
    json.put("manifestFilesS3Key", manifestFilesKey);
    json.put("billedSizeBytes", export.billedSizeBytes());
    json.put("itemCount", itemCount);
    json.put("outputFormat", export.outputFormat());
    if (export.period() instanceof ExportSummary.Between period) {
      json.put("outputView", period.view()).put("exportType", "INCREMENTAL_EXPORT");
    }
    if (quirks.contains(ExportQuirk.UNKNOWN_MEMBERS)) {
      json.putObject("filterSpecification").putArray("names").add("a");
    }
    return json.toString();
  }

  private static MessageDigest digest() {
    try {
      return MessageDigest.getInstance("MD5");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Java has no MD5", e);
    }
  }
}
