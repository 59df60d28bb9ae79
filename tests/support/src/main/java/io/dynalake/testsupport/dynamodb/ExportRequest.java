package io.dynalake.testsupport.dynamodb;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * A sound request for an export.
 *
 * @param parameters as sent, but for the token
 * @param exportTime whole seconds, of a full export
 * @param from whole seconds, of an incremental export
 * @param to whole seconds
 */
record ExportRequest(
    ObjectNode parameters,
    Optional<String> token,
    String tableArn,
    String bucket,
    Optional<String> bucketOwner,
    Optional<String> prefix,
    String sseAlgorithm,
    Optional<String> kmsKeyId,
    String format,
    Optional<Instant> exportTime,
    boolean incremental,
    Optional<Instant> from,
    Optional<Instant> to,
    String view) {
  private static final String INCREMENTAL = "INCREMENTAL_EXPORT";

  static ExportRequest parse(JsonNode json) {
    ObjectNode parameters = json.deepCopy();
    parameters.remove("ClientToken");
    require(json, "TableArn");
    require(json, "S3Bucket");
    constrain(json, "S3Bucket", "[a-z0-9A-Z]+[\\.\\-\\w]*[a-z0-9A-Z]+", 255);
    constrain(json, "S3BucketOwner", "[0-9]{12}", 12);
    constrain(json, "ClientToken", "[^\\$]+", 1_000);
    constrain(json, "S3Prefix", "(?s).*", 1_024);
    String algorithm = choice(json, "S3SseAlgorithm", "AES256", "KMS");
    String format = choice(json, "ExportFormat", "DYNAMODB_JSON", "ION");
    String type = choice(json, "ExportType", "FULL_EXPORT", INCREMENTAL);
    if (json.has("S3SseKmsKeyId") && !algorithm.equals("KMS")) {
      throw ApiException.invalid(
          "Invalid Request: KMS Key Id is not supported for this encryption type");
    }
    if (json.has("FilterSpecification")) {
      throw ApiException.invalid("FilterSpecification: this emulator does not filter");
    }
    JsonNode window = json.path("IncrementalExportSpecification");
    check(json.has("ExportType"), type.equals(INCREMENTAL), window);
    return new ExportRequest(
        parameters,
        text(json, "ClientToken"),
        json.get("TableArn").textValue(),
        json.get("S3Bucket").textValue(),
        text(json, "S3BucketOwner"),
        text(json, "S3Prefix").filter(prefix -> !prefix.isEmpty()),
        algorithm,
        text(json, "S3SseKmsKeyId"),
        format,
        time(json, "ExportTime"),
        type.equals(INCREMENTAL),
        time(window, "ExportFromTime"),
        time(window, "ExportToTime"),
        choice(window, "ExportViewType", "NEW_AND_OLD_IMAGES", "NEW_IMAGE"));
  }

  private static void check(boolean typed, boolean incremental, JsonNode window) {
    if (incremental && window.isMissingNode()) {
      throw ApiException.invalid(
          "Invalid Request: Incremental Export Specification expected when export type is set as"
              + " Incremental Export");
    }
    if (!incremental && !window.isMissingNode()) {
      throw ApiException.invalid(
          typed
              ? "Invalid Request: When Export Type is Full Export , Incremental Export Specification"
                  + " should not be provided"
              : "Invalid Request: Export Type expected to be Incremental Export when incremental"
                  + " export specification is provided");
    }
    if (incremental && !window.has("ExportFromTime")) {
      throw ApiException.invalid(
          "Invalid Request: ExportFromTime must be provided in IncrementalExportSpecification");
    }
  }

  private static void require(JsonNode json, String member) {
    if (!json.path(member).isTextual()) {
      throw violated("null", member, "Member must not be null");
    }
  }

  private static void constrain(JsonNode json, String member, String pattern, int longest) {
    Optional<String> value = text(json, member);
    if (value.isPresent() && value.orElseThrow().length() > longest) {
      throw violated(
          "'" + value.orElseThrow() + "'",
          member,
          "Member must have length less than or equal to " + longest);
    }
    if (value.isPresent() && !value.orElseThrow().matches(pattern)) {
      throw violated(
          "'" + value.orElseThrow() + "'",
          member,
          "Member must satisfy regular expression pattern: " + pattern);
    }
  }

  private static String choice(JsonNode json, String member, String usual, String other) {
    String value = text(json, member).orElse(usual);
    if (!value.equals(usual) && !value.equals(other)) {
      throw violated(
          "'" + value + "'",
          member,
          "Member must satisfy enum value set: " + Arrays.asList(usual, other));
    }
    return value;
  }

  private static ApiException violated(String value, String member, String constraint) {
    return ApiException.invalid(
        "1 validation error detected: Value %s at '%s' failed to satisfy constraint: %s"
            .formatted(value, camel(member), constraint));
  }

  private static String camel(String member) {
    return member.substring(0, 1).toLowerCase(Locale.ROOT) + member.substring(1);
  }

  private static Optional<String> text(JsonNode json, String member) {
    return Optional.ofNullable(json.path(member).textValue());
  }

  /** Seconds of the epoch, perhaps with a fraction, which the service drops. */
  private static Optional<Instant> time(JsonNode json, String member) {
    return json.path(member).isNumber()
        ? Optional.of(Instant.ofEpochSecond(new BigDecimal(json.path(member).asText()).longValue()))
        : Optional.empty();
  }
}
