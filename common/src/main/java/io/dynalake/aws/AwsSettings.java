package io.dynalake.aws;

import io.dynalake.error.ErrorCode;
import io.dynalake.error.JobException;
import java.io.Serializable;
import java.net.URI;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * How to reach AWS, as a user says it. Travels to executors, where every JVM makes clients and
 * credentials of its own from it.
 *
 * @param regionOrNull {@code eu-central-1}; null: from the table's ARN, or from the environment
 * @param endpointOrNull URI of DynamoDB, instead of the region's
 * @param stsEndpointOrNull URI of STS, instead of the region's
 * @param profileOrNull of the shared configuration files
 * @param roleArnOrNull role to assume
 * @param externalIdOrNull what the role's trust policy may ask for
 */
public record AwsSettings(
    @Nullable String regionOrNull,
    @Nullable String endpointOrNull,
    @Nullable String stsEndpointOrNull,
    @Nullable String profileOrNull,
    @Nullable String roleArnOrNull,
    @Nullable String externalIdOrNull)
    implements Serializable {
  /** All from the environment. */
  public static final AwsSettings DEFAULT = new AwsSettings(null, null, null, null, null, null);

  private static final Pattern REGION = Pattern.compile("[a-z]{2,}(-[a-z0-9]+)+");
  private static final Pattern ROLE = Pattern.compile("arn:[a-z0-9-]+:iam::\\d{12}:role/\\S+");

  public AwsSettings {
    if (regionOrNull != null && !REGION.matcher(regionOrNull).matches()) {
      throw usage("region " + regionOrNull + ": this is no region; one looks like eu-central-1");
    }
    requireUri("endpoint", endpointOrNull);
    requireUri("STS endpoint", stsEndpointOrNull);
    if (roleArnOrNull != null && !ROLE.matcher(roleArnOrNull).matches()) {
      throw usage(
          "role "
              + roleArnOrNull
              + ": this is no ARN of a role; one looks like arn:aws:iam::123456789012:role/Reader");
    }
    if (externalIdOrNull != null && roleArnOrNull == null) {
      throw usage("external id: there is no role that it belongs to; name the role as well");
    }
  }

  private static void requireUri(String subject, @Nullable String text) {
    if (text == null) {
      return;
    }
    URI uri;
    try {
      uri = URI.create(text);
    } catch (IllegalArgumentException e) {
      throw new JobException(ErrorCode.USAGE, subject + " " + text + ": " + e.getMessage(), e);
    }
    if (uri.getHost() == null
        || !("http".equals(uri.getScheme()) || "https".equals(uri.getScheme()))) {
      throw usage(
          subject + " " + text + ": this is no http or https URI; one is https://host:port");
    }
  }

  private static JobException usage(String message) {
    return new JobException(ErrorCode.USAGE, message);
  }

  public AwsSettings withRegion(String region) {
    return new AwsSettings(
        region, endpointOrNull, stsEndpointOrNull, profileOrNull, roleArnOrNull, externalIdOrNull);
  }

  public AwsSettings withEndpoint(URI endpoint) {
    return new AwsSettings(
        regionOrNull,
        endpoint.toString(),
        stsEndpointOrNull,
        profileOrNull,
        roleArnOrNull,
        externalIdOrNull);
  }

  public Optional<URI> endpoint() {
    return Optional.ofNullable(endpointOrNull).map(URI::create);
  }

  public Optional<URI> stsEndpoint() {
    return Optional.ofNullable(stsEndpointOrNull).map(URI::create);
  }

  public Optional<String> profile() {
    return Optional.ofNullable(profileOrNull);
  }

  public Optional<String> roleArn() {
    return Optional.ofNullable(roleArnOrNull);
  }

  public Optional<String> externalId() {
    return Optional.ofNullable(externalIdOrNull);
  }
}
