package io.dynalake.export.pitr;

import io.dynalake.error.ErrorCode;
import io.dynalake.error.JobException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Where an export goes.
 *
 * @param prefix of the keys, without slashes at its ends; "" for none
 * @param ownerOrNull account that owns the bucket, if it is another one's
 */
public record Destination(
    String bucket, String prefix, @Nullable String ownerOrNull, Encryption encryption) {
  private static final Pattern LOCATION = Pattern.compile("s3[an]?://([^/]+)(?:/+(.*))?");
  private static final Pattern BUCKET = Pattern.compile("[a-z0-9A-Z]+[.\\-\\w]*[a-z0-9A-Z]+");
  private static final Pattern ACCOUNT = Pattern.compile("[0-9]{12}");
  private static final int LONGEST_PREFIX = 1024;

  /** How S3 encrypts the export's objects. */
  public sealed interface Encryption {
    /** With S3's own keys. */
    record S3Managed() implements Encryption {}

    /**
     * With a key of KMS, in the bucket's region.
     *
     * @param keyOrNull its id or ARN; null: the account's default for S3
     */
    record Kms(@Nullable String keyOrNull) implements Encryption {}
  }

  public Destination {
    if (!BUCKET.matcher(bucket).matches() || bucket.length() > 255) {
      throw usage("bucket " + bucket + ": this is no name of an S3 bucket; correct the landing");
    }
    if (prefix.length() > LONGEST_PREFIX) {
      throw usage("landing: its prefix is longer than " + LONGEST_PREFIX + " characters");
    }
    if (ownerOrNull != null && !ACCOUNT.matcher(ownerOrNull).matches()) {
      throw usage(
          "bucket owner " + ownerOrNull + ": this is no account; an account has twelve digits");
    }
  }

  /** Whether an export can go there at all. */
  public static boolean isInS3(String location) {
    return LOCATION.matcher(location.strip()).matches();
  }

  /**
   * A folder in S3.
   *
   * @param location {@code s3://bucket/prefix}
   * @throws JobException USAGE if it is none
   */
  public static Destination of(
      String location, @Nullable String ownerOrNull, Encryption encryption) {
    Matcher parts = LOCATION.matcher(location.strip());
    if (!parts.matches()) {
      throw usage(
          "landing "
              + location
              + ": DynamoDB exports to S3 only; give s3://bucket/prefix, or scan the table");
    }
    String prefix = Optional.ofNullable(parts.group(2)).orElse("").replaceAll("/+$", "");
    return new Destination(parts.group(1), prefix, ownerOrNull, encryption);
  }

  /** {@code s3://bucket/prefix}. */
  public String location() {
    return "s3://" + bucket + (prefix.isEmpty() ? "" : "/" + prefix);
  }

  private static JobException usage(String message) {
    return new JobException(ErrorCode.USAGE, message);
  }
}
