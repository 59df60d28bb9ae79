package io.dynalake.aws;

import io.dynalake.error.ErrorCode;
import io.dynalake.error.JobException;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.exception.SdkServiceException;

/** Makes what a service of AWS refused into what a user is told. */
public final class AwsFailures {
  private AwsFailures() {}

  /**
   * The job's error for a request that failed for good.
   *
   * @param subject what was asked for, "table Orders, segment 3 of 8" say
   * @return USAGE if the request was wrong, INPUT_MISSING if there is no such thing, else SERVICE
   */
  public static JobException of(String subject, SdkException e) {
    String code = code(e);
    return switch (code) {
      case "ValidationException" ->
          failure(ErrorCode.USAGE, subject, "the request was refused", "correct the options", e);
      case "ResourceNotFoundException", "TableNotFoundException" ->
          failure(
              ErrorCode.INPUT_MISSING,
              subject,
              "it is not there",
              "check name, region, account and endpoint",
              e);
      case "AccessDeniedException", "AccessDenied" ->
          failure(ErrorCode.SERVICE, subject, "access denied", "ask for the right to do this", e);
      case "UnrecognizedClientException",
          "InvalidClientTokenId",
          "InvalidSignatureException",
          "ExpiredTokenException",
          "MissingAuthenticationTokenException" ->
          failure(
              ErrorCode.SERVICE,
              subject,
              "the credentials were refused",
              "check them, the profile and the role",
              e);
      default ->
          failure(
              ErrorCode.SERVICE,
              subject,
              "the request failed",
              "run the same command again when the service answers",
              e);
    };
  }

  /** Whether the same request may succeed later: throttled, broken off, or the service failed. */
  public static boolean mayPass(SdkException e) {
    if (e instanceof SdkServiceException service) {
      return service.isThrottlingException() || service.statusCode() >= 500;
    }
    return e instanceof SdkClientException && !(e instanceof AbortedException);
  }

  /** The service's error code, or "" if it was not the service that failed. */
  public static String code(SdkException e) {
    return e instanceof AwsServiceException service
            && service.awsErrorDetails() != null
            && service.awsErrorDetails().errorCode() != null
        ? service.awsErrorDetails().errorCode()
        : "";
  }

  private static JobException failure(
      ErrorCode code, String subject, String what, String advice, SdkException e) {
    String why =
        e instanceof AwsServiceException service && service.awsErrorDetails() != null
            ? code(e) + ": " + service.awsErrorDetails().errorMessage()
            : String.valueOf(e.getMessage()).replaceAll(" \\(SDK Attempt Count: \\d+\\)", "");
    return new JobException(code, subject + ": " + what + "; " + why + "; " + advice, e);
  }
}
