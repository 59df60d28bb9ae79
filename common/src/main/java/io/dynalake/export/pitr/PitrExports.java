package io.dynalake.export.pitr;

import io.dynalake.aws.AwsFailures;
import io.dynalake.error.JobException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.ExportFormat;
import software.amazon.awssdk.services.dynamodb.model.ExportSummary;
import software.amazon.awssdk.services.dynamodb.model.ExportTableToPointInTimeRequest;
import software.amazon.awssdk.services.dynamodb.model.ExportType;
import software.amazon.awssdk.services.dynamodb.model.ExportViewType;
import software.amazon.awssdk.services.dynamodb.model.ListExportsRequest;
import software.amazon.awssdk.services.dynamodb.model.S3SseAlgorithm;

/** DynamoDB's exports: asks for them and tells how they are doing. */
public final class PitrExports {
  private final DynamoDbClient dynamoDb;

  public PitrExports(DynamoDbClient dynamoDb) {
    this.dynamoDb = dynamoDb;
  }

  /**
   * Asks for an export. With the token of an export that was asked for before, the service answers
   * with that one.
   *
   * @throws JobException USAGE, INPUT_MISSING or SERVICE if the service refuses, with what to do
   */
  public PitrExport start(ExportRequest request, String token) {
    ExportTableToPointInTimeRequest.Builder asked =
        ExportTableToPointInTimeRequest.builder()
            .tableArn(request.tableArn())
            .clientToken(token)
            .exportFormat(ExportFormat.fromValue(request.format().name()));
    describe(request.kind(), asked);
    describe(request.destination(), asked);
    try {
      return new PitrExport(dynamoDb.exportTableToPointInTime(asked.build()).exportDescription());
    } catch (SdkException e) {
      throw ExportRefusals.of(request, e);
    }
  }

  private static void describe(ExportKind kind, ExportTableToPointInTimeRequest.Builder asked) {
    if (kind instanceof ExportKind.Incremental changes) {
      asked
          .exportType(ExportType.INCREMENTAL_EXPORT)
          .incrementalExportSpecification(
              period ->
                  period
                      .exportFromTime(changes.from())
                      .exportToTime(changes.to())
                      .exportViewType(ExportViewType.fromValue(changes.view().name())));
    } else {
      ((ExportKind.Full) kind).time().ifPresent(asked::exportTime);
    }
  }

  private static void describe(
      Destination destination, ExportTableToPointInTimeRequest.Builder asked) {
    asked.s3Bucket(destination.bucket());
    asked.s3BucketOwner(destination.ownerOrNull());
    if (!destination.prefix().isEmpty()) {
      asked.s3Prefix(destination.prefix());
    }
    if (destination.encryption() instanceof Destination.Encryption.Kms kms) {
      asked.s3SseAlgorithm(S3SseAlgorithm.KMS).s3SseKmsKeyId(kms.keyOrNull());
    } else {
      asked.s3SseAlgorithm(S3SseAlgorithm.AES256);
    }
  }

  /**
   * How an export is doing.
   *
   * @throws JobException INPUT_MISSING if there is no such export, SERVICE if the service fails
   */
  public PitrExport describe(String arn) {
    return answered(
        "export " + arn,
        () -> new PitrExport(dynamoDb.describeExport(r -> r.exportArn(arn)).exportDescription()));
  }

  /** The export that was asked for with this token, unless it failed; remembered for 90 days. */
  public Optional<PitrExport> startedBefore(String tableArn, String token) {
    return newest(tableArn, export -> export.clientToken().equals(token));
  }

  /** An export that holds just what is asked for, whoever asked for it, unless it failed. */
  public Optional<PitrExport> answering(ExportRequest request) {
    return newest(request.tableArn(), export -> export.answers(request));
  }

  /**
   * The completed export in this folder that comes nearest to now: an incremental one with these
   * images, or a full one that changes can follow.
   */
  public Optional<PitrExport> latest(
      String tableArn, Destination destination, ExportKind.View view) {
    return exports(tableArn).stream()
        .map(summary -> describe(summary.exportArn()))
        .filter(export -> export.status() == PitrExport.Status.COMPLETED)
        .filter(export -> export.liesIn(destination))
        .filter(export -> !export.isIncremental() || export.hasView(view))
        .filter(export -> export.reach().isPresent())
        .max(Comparator.comparing(export -> export.reach().orElseThrow()));
  }

  private Optional<PitrExport> newest(String tableArn, Predicate<PitrExport> wanted) {
    return exports(tableArn).stream()
        .map(summary -> describe(summary.exportArn()))
        .filter(export -> export.status() != PitrExport.Status.FAILED)
        .filter(wanted)
        .max(Comparator.comparing(PitrExport::id));
  }

  private List<ExportSummary> exports(String tableArn) {
    return answered(
        "exports of " + tableArn,
        () -> {
          List<ExportSummary> found = new ArrayList<>();
          String next = null;
          do {
            ListExportsRequest page =
                ListExportsRequest.builder().tableArn(tableArn).nextToken(next).build();
            var answer = dynamoDb.listExports(page);
            found.addAll(answer.exportSummaries());
            next = answer.nextToken();
          } while (next != null);
          return found;
        });
  }

  /**
   * Since when a table can be recovered, and so exported.
   *
   * @param tableArn its ARN or name
   */
  public RecoveryWindow recoveryWindow(String tableArn) {
    return answered(
        "table " + tableArn,
        () ->
            RecoveryWindow.of(
                dynamoDb
                    .describeContinuousBackups(r -> r.tableName(tableArn))
                    .continuousBackupsDescription()));
  }

  private static <T> T answered(String subject, Supplier<T> request) {
    try {
      return request.get();
    } catch (SdkException e) {
      throw AwsFailures.of(subject, e);
    }
  }
}
