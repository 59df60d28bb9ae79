package io.dynalake.testsupport.export;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What manifest-summary.json says of an export, but for its counts and keys.
 *
 * @param exportArn ends in the export's id
 * @param prefix S3Prefix, without a slash at its end
 * @param kmsKeyId with it, the export is encrypted by KMS
 * @param outputFormat DYNAMODB_JSON or ION
 */
public record ExportSummary(
    String exportArn,
    Instant startTime,
    Instant endTime,
    String tableArn,
    String tableId,
    Period period,
    String bucket,
    Optional<String> prefix,
    String sseAlgorithm,
    Optional<String> kmsKeyId,
    long billedSizeBytes,
    String outputFormat) {

  /** The time of which an export tells. */
  public sealed interface Period {}

  /** A full export: the table at this time. */
  public record At(Instant exportTime) implements Period {}

  /**
   * An incremental export: the changes from a time on and before another.
   *
   * @param view NEW_AND_OLD_IMAGES or NEW_IMAGE
   */
  public record Between(Instant from, Instant to, String view) implements Period {}

  static ExportSummary sample(
      String id, String table, Instant start, @Nullable String prefix, Set<ExportQuirk> quirks) {
    String arn = "arn:aws:dynamodb:eu-central-1:123456789012:table/" + table;
    boolean incremental = quirks.contains(ExportQuirk.INCREMENTAL);
    return new ExportSummary(
        arn + "/export/" + id,
        start,
        start.plus(Duration.ofMinutes(5)),
        arn,
        "11991185-e7ab-4da5-8bab-03f0db0b7bfd",
        incremental
            ? new Between(start.minus(Duration.ofHours(1)), start, "NEW_AND_OLD_IMAGES")
            : new At(start),
        "orders-bucket",
        Optional.ofNullable(prefix),
        "AES256",
        Optional.empty(),
        incremental ? 10_000_000 : 123_456,
        quirks.contains(ExportQuirk.ION) ? "ION" : "DYNAMODB_JSON");
  }

  /** The name of the export's folder. */
  public String id() {
    return exportArn.substring(exportArn.lastIndexOf('/') + 1);
  }

  boolean incremental() {
    return period instanceof Between;
  }
}
