package io.dynalake.scan;

import io.dynalake.aws.AwsSettings;
import io.dynalake.aws.TableName;
import io.dynalake.capacity.RateTarget;
import io.dynalake.error.ErrorCode;
import io.dynalake.error.JobException;
import io.dynalake.export.LandingPlan;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * A scan as a job wants it.
 *
 * @param totalSegmentsOrNull null: by the table's size and the cluster's cores
 * @param shareOrNull segments to read, null: all
 * @param landing where the export is to lie
 * @param fileBytes size of its data files, as stored
 */
public record ScanSettings(
    ScanRequest request,
    AwsSettings aws,
    EngineKind engine,
    RateTarget rate,
    @Nullable Integer totalSegmentsOrNull,
    @Nullable SegmentShare shareOrNull,
    String landing,
    long fileBytes) {
  public static final long DEFAULT_FILE_BYTES = 64L << 20;
  private static final long LEAST_FILE_BYTES = 64L << 10;

  public ScanSettings {
    if (totalSegmentsOrNull != null
        && (totalSegmentsOrNull < 1 || totalSegmentsOrNull > Segment.MOST)) {
      throw new JobException(
          ErrorCode.USAGE,
          "total-segments "
              + totalSegmentsOrNull
              + ": DynamoDB takes 1 to 1000000; choose a number between");
    }
    if (fileBytes < LEAST_FILE_BYTES) {
      throw new JobException(
          ErrorCode.USAGE,
          "landing-file-size " + fileBytes + ": it must be 64 KiB or more; 64 MiB is usual");
    }
  }

  /** All of a table, by the default engine and without a limit. */
  public static ScanSettings of(ScanRequest request, AwsSettings aws, String landing) {
    return new ScanSettings(
        request,
        aws,
        EngineKind.SDK,
        new RateTarget.Unlimited(),
        null,
        null,
        landing,
        DEFAULT_FILE_BYTES);
  }

  OptionalInt totalSegments() {
    return totalSegmentsOrNull == null ? OptionalInt.empty() : OptionalInt.of(totalSegmentsOrNull);
  }

  /** The segments that this job reads; empty: all. */
  public Optional<SegmentShare> share() {
    return Optional.ofNullable(shareOrNull);
  }

  /** Whether a landing that was begun is of such a scan. */
  public boolean asksFor(LandingPlan begun) {
    return new TableName(begun.tableArn()).name().equals(request.table().name())
        && engine.text().equals(begun.engine())
        && (totalSegmentsOrNull == null || totalSegmentsOrNull == begun.totalSegments())
        && request.facts().equals(begun.request());
  }

  public ScanSettings withRequest(ScanRequest other) {
    return new ScanSettings(
        other, aws, engine, rate, totalSegmentsOrNull, shareOrNull, landing, fileBytes);
  }

  /** The same of another table. */
  public ScanSettings withTable(TableName table) {
    return withRequest(request.withTable(table));
  }

  public ScanSettings withLanding(String location) {
    return new ScanSettings(
        request, aws, engine, rate, totalSegmentsOrNull, shareOrNull, location, fileBytes);
  }

  public ScanSettings withRate(RateTarget target) {
    return new ScanSettings(
        request, aws, engine, target, totalSegmentsOrNull, shareOrNull, landing, fileBytes);
  }

  public ScanSettings withEngine(EngineKind kind) {
    return new ScanSettings(
        request, aws, kind, rate, totalSegmentsOrNull, shareOrNull, landing, fileBytes);
  }

  public ScanSettings withTotalSegments(int total) {
    return new ScanSettings(request, aws, engine, rate, total, shareOrNull, landing, fileBytes);
  }

  public ScanSettings withShare(SegmentShare share) {
    return new ScanSettings(
        request, aws, engine, rate, totalSegmentsOrNull, share, landing, fileBytes);
  }

  public ScanSettings withFileBytes(long bytes) {
    return new ScanSettings(
        request, aws, engine, rate, totalSegmentsOrNull, shareOrNull, landing, bytes);
  }
}
