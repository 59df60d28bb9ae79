package io.dynalake.scan;

import io.dynalake.aws.AwsClients;
import io.dynalake.aws.AwsSettings;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.conf.Configured;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;

/**
 * The credentials of our settings for the EMR connector, which makes an instance of this class by
 * its name and gives it the job's configuration. What is written there names a profile and a role,
 * no secret.
 */
public final class EmrCredentials extends Configured implements AwsCredentialsProvider {
  private static final String PREFIX = "dynalake.aws.";

  static void write(AwsSettings aws, Configuration conf) {
    set(conf, "region", aws.regionOrNull());
    set(conf, "stsEndpoint", aws.stsEndpointOrNull());
    set(conf, "profile", aws.profileOrNull());
    set(conf, "roleArn", aws.roleArnOrNull());
    set(conf, "externalId", aws.externalIdOrNull());
  }

  private static void set(Configuration conf, String name, @Nullable String value) {
    if (value != null) {
      conf.set(PREFIX + name, value);
    }
  }

  @Override
  public AwsCredentials resolveCredentials() {
    return AwsClients.credentials(
            new AwsSettings(
                get("region"),
                null,
                get("stsEndpoint"),
                get("profile"),
                get("roleArn"),
                get("externalId")))
        .resolveCredentials();
  }

  private @Nullable String get(String name) {
    return getConf().get(PREFIX + name);
  }
}
