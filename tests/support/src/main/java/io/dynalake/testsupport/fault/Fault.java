package io.dynalake.testsupport.fault;

import java.time.Duration;

/** What happens to a request. */
public sealed interface Fault {
  /** Refused without having been passed on: DynamoDB by this exception, S3 by SlowDown. */
  record Throttle(String exception) implements Fault {
    /** The exceptions by which DynamoDB throttles. */
    public static final String PROVISIONED = "ProvisionedThroughputExceededException";

    public static final String THROTTLING = "ThrottlingException";
    public static final String REQUEST_LIMIT = "RequestLimitExceeded";

    public Throttle() {
      this(PROVISIONED);
    }
  }

  /** Status 500; the request was not passed on. */
  record ServerError() implements Fault {}

  /** Passed on later. */
  record Delay(Duration duration) implements Fault {}

  /** The connection is reset; the request was not passed on. */
  record CutBefore() implements Fault {}

  /** The connection is reset where the response should begin; the request did its work. */
  record CutAfter() implements Fault {}

  /** The connection ends in the middle of the response; the request did its work. */
  record CutInBody() implements Fault {}

  /** Scan and Query: a page of at most so many items, with a LastEvaluatedKey. */
  record SmallPage(int limit) implements Fault {}

  /** BatchWriteItem: only the first writes are passed on, at most so many; the rest unprocessed. */
  record Unprocessed(int processed) implements Fault {}
}
