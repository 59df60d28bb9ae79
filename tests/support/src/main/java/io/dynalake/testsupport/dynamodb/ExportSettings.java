package io.dynalake.testsupport.dynamodb;

import java.time.Duration;

/**
 * How an emulator makes exports.
 *
 * @param region of the account's tables
 * @param account which owns the tables, and all buckets that it is not told otherwise of
 * @param duration of an export, by the emulator's clock; it ends no sooner
 * @param dataFiles of an export; the third is always empty
 * @param behind how far the emulator's clock is behind when it starts, so that a test can give a
 *     table a past and then move on to the present
 */
public record ExportSettings(
    String region, String account, Duration duration, int dataFiles, Duration behind) {
  public ExportSettings {
    if (dataFiles < 2) {
      throw new IllegalArgumentException(dataFiles + " data files: at least 2, one is empty");
    }
  }

  public static ExportSettings defaults() {
    return new ExportSettings("eu-central-1", "123456789012", Duration.ZERO, 5, Duration.ZERO);
  }

  public ExportSettings lasting(Duration newDuration) {
    return new ExportSettings(region, account, newDuration, dataFiles, behind);
  }

  public ExportSettings dataFiles(int newDataFiles) {
    return new ExportSettings(region, account, duration, newDataFiles, behind);
  }

  public ExportSettings in(String newRegion, String newAccount) {
    return new ExportSettings(newRegion, newAccount, duration, dataFiles, behind);
  }

  public ExportSettings behind(Duration newBehind) {
    return new ExportSettings(region, account, duration, dataFiles, newBehind);
  }
}
