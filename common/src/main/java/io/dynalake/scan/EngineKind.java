package io.dynalake.scan;

import io.dynalake.aws.AwsSettings;

/** The engines there are. */
public enum EngineKind {
  /** {@link SdkScanEngine}. */
  SDK {
    @Override
    ScanEngine open(AwsSettings aws) {
      return new SdkScanEngine(aws);
    }
  };

  /**
   * The engine.
   *
   * @param aws settings with a region
   */
  abstract ScanEngine open(AwsSettings aws);
}
