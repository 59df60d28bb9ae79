package io.dynalake.export.pitr;

import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.ExportDescription;
import software.amazon.awssdk.services.dynamodb.model.ExportStatus;
import software.amazon.awssdk.services.dynamodb.model.ExportType;
import software.amazon.awssdk.services.dynamodb.model.ExportViewType;
import software.amazon.awssdk.services.dynamodb.model.IncrementalExportSpecification;
import software.amazon.awssdk.services.dynamodb.model.S3SseAlgorithm;

/** An export, as DescribeExport tells of it. */
public final class PitrExport {
  /** Where an export stands. */
  public enum Status {
    IN_PROGRESS,
    COMPLETED,
    FAILED
  }

  private final ExportDescription description;

  PitrExport(ExportDescription description) {
    this.description = description;
  }

  public String arn() {
    return description.exportArn();
  }

  /** The name of its folder. */
  public String id() {
    return arn().substring(arn().lastIndexOf('/') + 1);
  }

  public Status status() {
    return description.exportStatus() == ExportStatus.COMPLETED
        ? Status.COMPLETED
        : description.exportStatus() == ExportStatus.FAILED ? Status.FAILED : Status.IN_PROGRESS;
  }

  /** {@code s3://bucket/prefix/AWSDynamoDB/id}, where its manifests will lie. */
  public String folder() {
    String prefix = text(description.s3Prefix()).replaceAll("/+$", "");
    return "s3://"
        + description.s3Bucket()
        + (prefix.isEmpty() ? "" : "/" + prefix)
        + "/AWSDynamoDB/"
        + id();
  }

  public String clientToken() {
    return text(description.clientToken());
  }

  public Optional<Instant> startTime() {
    return Optional.ofNullable(description.startTime());
  }

  public Optional<Instant> endTime() {
    return Optional.ofNullable(description.endTime());
  }

  /** Of the snapshot; empty for an incremental export. */
  public Optional<Instant> exportTime() {
    return Optional.ofNullable(description.exportTime());
  }

  /** The exclusive end of the changes it holds; empty for a full export. */
  public Optional<Instant> changesUntil() {
    return Optional.ofNullable(description.incrementalExportSpecification())
        .map(IncrementalExportSpecification::exportToTime);
  }

  /** Up to when it knows of changes: the time of its snapshot or the end of its period. */
  public Optional<Instant> reach() {
    return isIncremental() ? changesUntil() : exportTime();
  }

  /** Items, once it is completed. */
  public OptionalLong items() {
    return description.itemCount() == null
        ? OptionalLong.empty()
        : OptionalLong.of(description.itemCount());
  }

  public OptionalLong billedBytes() {
    return description.billedSizeBytes() == null
        ? OptionalLong.empty()
        : OptionalLong.of(description.billedSizeBytes());
  }

  /** Code and message of a failed export. */
  public String failure() {
    return text(description.failureCode()) + ": " + text(description.failureMessage());
  }

  /** Whether it is of the kind of changes that an incremental export holds. */
  boolean isIncremental() {
    return description.exportType() == ExportType.INCREMENTAL_EXPORT
        || description.incrementalExportSpecification() != null;
  }

  /**
   * Whether it holds what is asked for, of the time that is asked for, and lies where it is to lie.
   */
  public boolean answers(ExportRequest request) {
    return arn().startsWith(request.tableArn() + "/")
        && liesIn(request.destination())
        && request.format().name().equals(text(description.exportFormatAsString()))
        && holds(request.kind());
  }

  private boolean holds(ExportKind kind) {
    if (kind instanceof ExportKind.Incremental changes) {
      return isOf(changes);
    }
    return !isIncremental() && ((ExportKind.Full) kind).time().equals(exportTime());
  }

  /** Whether it lies in this folder of S3, encrypted as asked for. */
  boolean liesIn(Destination destination) {
    boolean kms = description.s3SseAlgorithm() == S3SseAlgorithm.KMS;
    return destination.bucket().equals(description.s3Bucket())
        && destination.prefix().equals(text(description.s3Prefix()).replaceAll("/+$", ""))
        && kms == destination.encryption() instanceof Destination.Encryption.Kms;
  }

  private boolean isOf(ExportKind.Incremental changes) {
    IncrementalExportSpecification period = description.incrementalExportSpecification();
    return period != null
        && changes.from().equals(period.exportFromTime())
        && changes.to().equals(period.exportToTime())
        && hasView(changes.view());
  }

  boolean hasView(ExportKind.View view) {
    IncrementalExportSpecification period = description.incrementalExportSpecification();
    ExportViewType seen = period == null ? null : period.exportViewType();
    return view == ExportKind.View.NEW_IMAGE
        ? seen == ExportViewType.NEW_IMAGE
        : seen == null || seen == ExportViewType.NEW_AND_OLD_IMAGES;
  }

  private static String text(@Nullable String text) {
    return text == null ? "" : text;
  }
}
