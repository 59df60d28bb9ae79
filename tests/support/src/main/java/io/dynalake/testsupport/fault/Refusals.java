package io.dynalake.testsupport.fault;

import io.dynalake.testsupport.http.Response;

/** How the services refuse a request that is sound. */
final class Refusals {
  private static final String DYNAMODB = "com.amazonaws.dynamodb.v20120810#";

  private Refusals() {}

  static Response throttled(Operation.Service service, String exception) {
    if (service == Operation.Service.S3) {
      return s3(503, "SlowDown", "Please reduce your request rate.");
    }
    return switch (exception) {
      case Fault.Throttle.THROTTLING ->
          Response.error(400, "com.amazon.coral.availability#ThrottlingException", "Rate exceeded");
      case Fault.Throttle.REQUEST_LIMIT ->
          Response.error(
              400,
              DYNAMODB + exception,
              "Throughput exceeds the current throughput limit for your account. Please contact AWS"
                  + " Support at https://aws.amazon.com/support request a limit increase");
      default ->
          Response.error(
              400,
              DYNAMODB + exception,
              "The level of configured provisioned throughput for the table was exceeded. Consider"
                  + " increasing your provisioning level with the UpdateTable API.");
    };
  }

  static Response serverError(Operation.Service service) {
    return service == Operation.Service.S3
        ? s3(500, "InternalError", "We encountered an internal error. Please try again.")
        : Response.error(
            500, DYNAMODB + "InternalServerError", "The request processing has failed");
  }

  static Response expired() {
    return Response.error(
        400,
        "com.amazon.coral.service#ExpiredTokenException",
        "The security token included in the request is expired");
  }

  private static Response s3(int status, String code, String message) {
    String text =
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<Error><Code>%s</Code><Message>%s</Message></Error>";
    return Response.xml(status, text.formatted(code, message));
  }
}
