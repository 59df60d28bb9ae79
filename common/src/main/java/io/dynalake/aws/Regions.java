package io.dynalake.aws;

import io.dynalake.error.ErrorCode;
import io.dynalake.error.JobException;
import java.util.function.Supplier;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.profiles.ProfileFile;
import software.amazon.awssdk.profiles.ProfileFileSystemSetting;
import software.amazon.awssdk.regions.providers.DefaultAwsRegionProviderChain;

/** Finds the region; where nothing says one, that is an error and never us-east-1. */
public final class Regions {
  private Regions() {}

  /**
   * Settings with a region: that of the settings, of the table's ARN, or of the environment
   * (variable, profile, instance), whichever is first. On the driver, so that executors use the
   * same.
   *
   * @throws JobException USAGE if nothing says a region, or settings and ARN contradict each other
   */
  public static AwsSettings resolve(AwsSettings settings, TableName table) {
    String given = settings.regionOrNull();
    String ofTable = table.region().orElse(null);
    if (given != null && ofTable != null && !given.equals(ofTable)) {
      throw new JobException(
          ErrorCode.USAGE,
          "region " + given + ": the table's ARN is of " + ofTable + "; leave the region out");
    }
    return ofTable != null && given == null ? settings.withRegion(ofTable) : resolve(settings);
  }

  /**
   * Settings with a region: their own or that of the environment.
   *
   * @throws JobException USAGE if nothing says a region
   */
  public static AwsSettings resolve(AwsSettings settings) {
    if (settings.regionOrNull() != null) {
      return settings;
    }
    String profile =
        settings.profile().orElse(ProfileFileSystemSetting.AWS_PROFILE.getStringValueOrThrow());
    Supplier<ProfileFile> profiles = ProfileFile::defaultProfileFile;
    try {
      return settings.withRegion(
          DefaultAwsRegionProviderChain.builder()
              .profileFile(profiles)
              .profileName(profile)
              .build()
              .getRegion()
              .id());
    } catch (SdkClientException e) {
      throw new JobException(
          ErrorCode.USAGE,
          "region: nothing says which one; there is none in the options, the table's ARN, the"
              + " environment (AWS_REGION), profile "
              + profile
              + " or the instance; add --region",
          e);
    }
  }
}
