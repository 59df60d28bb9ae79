package io.dynalake.testsupport.fault;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A request that came, and what became of it.
 *
 * @param at when it was answered, or not
 * @param status of the answer that the client got; 0 for none or half of one
 * @param faults what was done to it
 * @param consumedCapacity units that the answer reports, whether the client got it or not
 * @param page of Scan and Query
 */
public record Call(
    Instant at,
    Operation operation,
    int status,
    List<Fault> faults,
    double consumedCapacity,
    Optional<Page> page) {
  public Call {
    faults = List.copyOf(faults);
  }

  /**
   * A page of a Scan or Query as it was asked for and given.
   *
   * @param segment 0 without segments
   * @param totalSegments 1 without segments
   * @param startKey ExclusiveStartKey, as JSON
   * @param limit 0 for none
   * @param count items given; 0 if the request was not passed on
   * @param lastKey LastEvaluatedKey, as JSON
   */
  public record Page(
      int segment,
      int totalSegments,
      Optional<String> startKey,
      int limit,
      int count,
      Optional<String> lastKey) {}
}
