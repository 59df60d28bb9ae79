package io.dynalake.jobs.compare;

import io.dynalake.error.ErrorCode;
import io.dynalake.error.JobException;
import java.util.List;

/** By which attributes the items of both inputs find each other. */
final class Keys {
  private Keys() {}

  /**
   * Those that the user gives, or else those of the tables.
   *
   * @throws JobException USAGE if nothing tells them, or the tables' differ
   */
  static List<String> of(List<String> given, OpenInput left, OpenInput right) {
    if (!given.isEmpty()) {
      return given;
    }
    if (left.keys().isEmpty() && right.keys().isEmpty()) {
      throw new JobException(
          ErrorCode.USAGE,
          "--key: missing; exports and datasets do not tell by which attributes their items are"
              + " known; give the partition key and, if there is one, the sort key, e.g. --key"
              + " customerId,orderId");
    }
    if (!left.keys().isEmpty() && !right.keys().isEmpty() && !left.keys().equals(right.keys())) {
      throw new JobException(
          ErrorCode.USAGE,
          "--key: missing; "
              + left.text()
              + " has the key "
              + String.join(", ", left.keys())
              + ", and "
              + right.text()
              + " has "
              + String.join(", ", right.keys())
              + "; give the attributes by which to compare");
    }
    return left.keys().isEmpty() ? right.keys() : left.keys();
  }
}
