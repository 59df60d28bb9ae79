package io.dynalake.export;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.dynalake.error.ErrorCode;
import io.dynalake.error.JobException;
import java.io.IOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import org.apache.hadoop.fs.Path;
import org.jspecify.annotations.Nullable;

/** What both manifests have in common: names, checksums, and JSON that may come from anybody. */
final class Manifest {
  static final String SUMMARY = "manifest-summary.json";
  static final String FILES = "manifest-files.json";

  private static final int MOST_SUMMARY_BYTES = 1 << 20;
  private static final int MOST_CHECKSUM_BYTES = 1_000;
  private static final int MOST_SHOWN = 200;
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSX", Locale.ROOT)
          .withZone(ZoneOffset.UTC);
  private static final ObjectMapper JSON =
      JsonMapper.builder()
          .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private Manifest() {}

  /** Reads a small manifest and checks its MD5. */
  static byte[] read(Storage storage, Path file, List<String> warnings) {
    byte[] bytes = storage.read(file, MOST_SUMMARY_BYTES);
    requireMd5(storage, file, md5().digest(bytes), warnings);
    return bytes;
  }

  /**
   * Compares with the checksum beside the manifest: {@code .md5} as the service writes it, {@code
   * .checksum} as its documentation calls it, or none.
   */
  static void requireMd5(Storage storage, Path file, byte[] digest, List<String> warnings) {
    String stem = file.getName().substring(0, file.getName().length() - ".json".length());
    for (String suffix : List.of(".md5", ".checksum")) {
      Path checksum = new Path(file.getParent(), stem + suffix);
      if (storage.exists(checksum)) {
        String promised =
            new String(storage.read(checksum, MOST_CHECKSUM_BYTES), ISO_8859_1).trim();
        String found = Base64.getEncoder().encodeToString(digest);
        if (!promised.equals(found)) {
          throw damaged(
              file,
              "its MD5 is " + found + ", but " + checksum.getName() + " says " + shown(promised));
        }
        return;
      }
    }
    warnings.add(file + ": no checksum beside it; it was not verified");
  }

  /** Parses one JSON object; a member that occurs twice is an error. */
  static JsonNode parse(Path file, String where, byte[] bytes, int offset, int length) {
    JsonNode node;
    try {
      node = JSON.readTree(bytes, offset, length);
    } catch (IOException e) {
      throw damaged(file, where + "not whole JSON (half-written?)", e);
    }
    if (node == null || !node.isObject()) {
      throw damaged(file, where + "no JSON object");
    }
    return node;
  }

  /** A member that is a string, or "" if it is absent or null. */
  static String text(Path file, String where, JsonNode node, String name) {
    JsonNode value = node.get(name);
    if (value == null || value.isNull()) {
      return "";
    }
    if (!value.isTextual()) {
      throw damaged(file, where + name + " is not a string");
    }
    return value.textValue();
  }

  /** A member that is a number of items, or null if it is absent or null. */
  static @Nullable Long count(Path file, String where, JsonNode node, String name) {
    JsonNode value = node.get(name);
    if (value == null || value.isNull()) {
      return null;
    }
    if (!value.isIntegralNumber() || !value.canConvertToLong() || value.longValue() < 0) {
      throw damaged(file, where + name + " is " + shown(value.toString()) + ", not a count");
    }
    return value.longValue();
  }

  static JobException damaged(Path file, String what) {
    return new JobException(ErrorCode.BAD_DATA, damage(file, what));
  }

  static JobException damaged(Path file, String what, Throwable cause) {
    return new JobException(ErrorCode.BAD_DATA, damage(file, what), cause);
  }

  private static String damage(Path file, String what) {
    return file + ": " + what + "; the manifest is damaged; copy the export again";
  }

  /** Text from a manifest, in a message: cut, without control characters. */
  static String shown(String text) {
    String cut = text.length() <= MOST_SHOWN ? text : text.substring(0, MOST_SHOWN) + "…";
    return cut.replaceAll("\\p{Cntrl}", "?");
  }

  /** A time as the service writes it: with milliseconds, whatever they are. */
  static String time(Instant instant) {
    return TIME.format(instant);
  }

  static MessageDigest md5() {
    try {
      return MessageDigest.getInstance("MD5");
    } catch (NoSuchAlgorithmException e) {
      throw new JobException(ErrorCode.BUG, "MD5: this Java does not have it", e);
    }
  }
}
