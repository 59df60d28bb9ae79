package io.dynalake.load.write;

/** What the service says of an item that it does not take, for people. */
final class Rejections {
  private Rejections() {}

  /** Without the SDK's addition of request ids, and in one line. */
  static String reason(String message) {
    int addition = message.indexOf(" (Service: ");
    return "DynamoDB refuses it: "
        + (addition < 0 ? message : message.substring(0, addition)).replaceAll("\\s+", " ");
  }
}
