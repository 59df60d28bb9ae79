package io.dynalake.testsupport.dynamodb;

import io.dynalake.testsupport.http.Response;

/** An error as DynamoDB answers it. */
final class ApiException extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final String type;

  /**
   * @param type the exception's name
   */
  ApiException(String type, String message) {
    super(message);
    this.type = type;
  }

  static ApiException invalid(String message) {
    return new ApiException("ValidationException", message);
  }

  Response response() {
    String space =
        type.equals("ValidationException")
            ? "com.amazon.coral.validate#"
            : type.equals("AccessDeniedException")
                ? "com.amazon.coral.service#"
                : "com.amazonaws.dynamodb.v20120810#";
    return Response.error(400, space + type, String.valueOf(getMessage()));
  }
}
