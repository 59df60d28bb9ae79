package io.dynalake.load.write;

import io.dynalake.aws.AwsFailures;
import software.amazon.awssdk.core.exception.SdkException;

/** What the service says of an item that it does not take, for people. */
final class Rejections {
  private Rejections() {}

  /** Whether an item is what is wrong; in any other case no item can be written. */
  static boolean isOfItem(SdkException refused) {
    String code = AwsFailures.code(refused);
    return code.equals("ValidationException")
        || code.equals("ItemCollectionSizeLimitExceededException")
        || code.equals("SerializationException");
  }

  /** Without the SDK's addition of request ids, and in one line. */
  static String reason(String message) {
    int addition = message.indexOf(" (Service: ");
    return "DynamoDB refuses it: "
        + (addition < 0 ? message : message.substring(0, addition)).replaceAll("\\s+", " ");
  }
}
