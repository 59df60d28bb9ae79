package io.dynalake.testsupport.dynamodb;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.dynalake.testsupport.export.Value;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * An export in its bucket, verified as it is read.
 *
 * @param files lines by data file key
 */
record ReadExport(JsonNode summary, Map<String, List<String>> files) {
  private static final ObjectMapper JSON = new ObjectMapper();

  static ReadExport of(S3Client s3, String bucket, String manifest)
      throws IOException, NoSuchAlgorithmException {
    String folder = manifest.substring(0, manifest.lastIndexOf('/') + 1);
    assertThat(bytes(s3, bucket, folder + "_started")).isEmpty();
    JsonNode summary = JSON.readTree(verified(s3, bucket, folder + "manifest-summary"));
    assertThat(summary.get("manifestFilesS3Key").textValue())
        .isEqualTo(folder + "manifest-files.json");
    Map<String, List<String>> files = new LinkedHashMap<>();
    long total = 0;
    for (String line :
        new String(verified(s3, bucket, folder + "manifest-files"), UTF_8).lines().toList()) {
      JsonNode entry = JSON.readTree(line);
      assertThat(entry.fieldNames())
          .toIterable()
          .containsExactly("itemCount", "md5Checksum", "etag", "dataFileS3Key");
      String key = entry.get("dataFileS3Key").textValue();
      byte[] file = bytes(s3, bucket, key);
      byte[] md5 = MessageDigest.getInstance("MD5").digest(file);
      assertThat(entry.get("md5Checksum").textValue())
          .isEqualTo(Base64.getEncoder().encodeToString(md5));
      assertThat(entry.get("etag").textValue())
          .isEqualTo(HexFormat.of().formatHex(MessageDigest.getInstance("MD5").digest(md5)) + "-1");
      String text =
          new String(new GZIPInputStream(new ByteArrayInputStream(file)).readAllBytes(), UTF_8);
      assertThat(text.isEmpty() || text.endsWith("\n")).isTrue();
      List<String> lines = text.isEmpty() ? List.of() : List.of(text.split("\n"));
      assertThat(lines).hasSize(entry.get("itemCount").intValue());
      files.put(key, lines);
      total += lines.size();
    }
    assertThat(summary.get("itemCount").longValue()).isEqualTo(total);
    return new ReadExport(summary, files);
  }

  private static byte[] verified(S3Client s3, String bucket, String name)
      throws NoSuchAlgorithmException {
    byte[] json = bytes(s3, bucket, name + ".json");
    byte[] md5 = MessageDigest.getInstance("MD5").digest(json);
    assertThat(new String(bytes(s3, bucket, name + ".md5"), UTF_8))
        .isEqualTo(Base64.getEncoder().encodeToString(md5));
    return json;
  }

  private static byte[] bytes(S3Client s3, String bucket, String key) {
    return s3.getObjectAsBytes(r -> r.bucket(bucket).key(key)).asByteArray();
  }

  List<String> lines() {
    return files.values().stream().flatMap(List::stream).toList();
  }

  /** The items of a full export. */
  List<Value.MapOf> items() throws IOException {
    List<Value.MapOf> items = new ArrayList<>();
    for (String line : lines()) {
      items.add(Value.parseItem(JSON.readTree(line).get("Item").toString()));
    }
    return items;
  }

  /** The lines of an incremental export by the value of this key attribute, but for Metadata. */
  Map<Value, Map<String, Value.MapOf>> changes(String key) throws IOException {
    Map<Value, Map<String, Value.MapOf>> changes = new HashMap<>();
    for (String line : lines()) {
      JsonNode change = JSON.readTree(line);
      Map<String, Value.MapOf> images = new HashMap<>();
      change
          .fields()
          .forEachRemaining(
              member -> {
                if (!member.getKey().equals("Metadata") && !member.getKey().equals("Keys")) {
                  images.put(member.getKey(), Value.parseItem(member.getValue().toString()));
                }
              });
      assertThat(changes.put(Value.parse(change.get("Keys").get(key)), images))
          .as("one line for a key")
          .isNull();
    }
    return changes;
  }
}
