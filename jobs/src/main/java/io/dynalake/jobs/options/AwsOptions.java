package io.dynalake.jobs.options;

import io.dynalake.aws.AwsSettings;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How to reach DynamoDB. */
final class AwsOptions {
  @Option(
      names = "--region",
      paramLabel = "REGION",
      description = "Region of the table. Default: of its ARN, AWS_REGION, profile or instance.")
  private @Nullable String region;

  @Option(
      names = "--profile",
      paramLabel = "NAME",
      description = "Profile of the AWS configuration files.")
  private @Nullable String profile;

  @Option(
      names = "--role-arn",
      paramLabel = "ARN",
      description = "Role to assume for the table; its credentials renew themselves.")
  private @Nullable String roleArn;

  @Option(
      names = "--external-id",
      paramLabel = "ID",
      description = "External id that the role asks for.")
  private @Nullable String externalId;

  @Option(
      names = "--dynamodb-endpoint",
      paramLabel = "URL",
      description = "Endpoint of DynamoDB, instead of the region's.")
  private @Nullable String endpoint;

  @Option(
      names = "--sts-endpoint",
      paramLabel = "URL",
      description = "Endpoint of STS, instead of the region's.")
  private @Nullable String stsEndpoint;

  AwsSettings arguments(OptionValues values, Problems problems) {
    return problems
        .value(
            "AWS settings",
            () ->
                new AwsSettings(
                    values.optional(region).orElse(null),
                    values.optional(endpoint).orElse(null),
                    values.optional(stsEndpoint).orElse(null),
                    values.optional(profile).orElse(null),
                    values.optional(roleArn).orElse(null),
                    values.optional(externalId).orElse(null)))
        .orElse(AwsSettings.DEFAULT);
  }
}
