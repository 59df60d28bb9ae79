package io.dynalake.export.pitr;

import io.dynalake.aws.AwsFailures;
import io.dynalake.error.ErrorCode;
import io.dynalake.error.JobException;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkException;

/** Makes what the service says of an export into what its user is to do. */
final class ExportRefusals {
  private ExportRefusals() {}

  static JobException of(ExportRequest request, SdkException e) {
    String subject = "export of table " + request.tableName();
    return switch (AwsFailures.code(e)) {
      case "PointInTimeRecoveryUnavailableException" -> recoveryIsOff(request.tableName(), e);
      case "InvalidExportTimeException" ->
          new JobException(
              ErrorCode.USAGE,
              subject + ": the time was refused; " + e.getMessage() + "; choose another time",
              e);
      case "ExportConflictException" ->
          new JobException(
              ErrorCode.USAGE,
              subject
                  + ": this run has asked for another export before; "
                  + e.getMessage()
                  + "; give another --run-id",
              e);
      case "LimitExceededException" ->
          new JobException(
              ErrorCode.SERVICE,
              subject
                  + ": too many exports are running in this account; "
                  + e.getMessage()
                  + "; run the same command again later",
              e);
      default -> AwsFailures.of(subject, e);
    };
  }

  static JobException recoveryIsOff(String table, @Nullable Exception cause) {
    String message =
        "table "
            + table
            + ": point-in-time recovery is off, and only what it keeps can be exported; switch it on"
            + " (aws dynamodb update-continuous-backups --table-name "
            + table
            + " --point-in-time-recovery-specification PointInTimeRecoveryEnabled=true), or use"
            + " --via scan";
    return cause == null
        ? new JobException(ErrorCode.INPUT_MISSING, message)
        : new JobException(ErrorCode.INPUT_MISSING, message, cause);
  }

  /** Of an export that was accepted and failed then. */
  static JobException failed(PitrExport export) {
    String code = export.failure();
    String advice =
        code.startsWith("S3NoSuchBucket")
            ? "create the bucket or correct --landing"
            : code.startsWith("S3AccessDenied")
                ? "let the role write there (s3:PutObject, s3:PutObjectAcl,"
                    + " s3:AbortMultipartUpload), and give --bucket-owner for another account's"
                    + " bucket"
                : code.startsWith("Kms")
                    ? "the key must be in the bucket's region and its policy must let DynamoDB use"
                        + " it"
                    : "see the code in DynamoDB's documentation";
    return new JobException(
        ErrorCode.SERVICE, "export " + export.arn() + ": it failed; " + code + "; " + advice);
  }
}
