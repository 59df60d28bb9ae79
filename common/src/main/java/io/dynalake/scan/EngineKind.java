package io.dynalake.scan;

import io.dynalake.aws.AwsSettings;
import java.util.Locale;
import java.util.OptionalDouble;

/** The engines there are. */
public enum EngineKind {
  /** {@link SdkScanEngine}. */
  SDK {
    @Override
    ScanEngine open(AwsSettings aws, OptionalDouble rate, int segmentsAtOnce) {
      return new SdkScanEngine(aws);
    }
  },
  /** {@link EmrScanEngine}. */
  EMR_CONNECTOR {
    @Override
    ScanEngine open(AwsSettings aws, OptionalDouble rate, int segmentsAtOnce) {
      return new EmrScanEngine(
          aws, rate.isPresent() ? rate.getAsDouble() / segmentsAtOnce : EmrScanEngine.UNLIMITED);
    }
  };

  /** How options and landings name it. */
  String text() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /**
   * The engine.
   *
   * @param aws settings with a region
   * @param rate capacity units per second that all segments may consume together
   * @param segmentsAtOnce how many are read at a time
   */
  abstract ScanEngine open(AwsSettings aws, OptionalDouble rate, int segmentsAtOnce);
}
