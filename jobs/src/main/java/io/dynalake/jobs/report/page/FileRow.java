package io.dynalake.jobs.report.page;

import java.time.Instant;
import java.util.Optional;

/**
 * A data file of the source, as far as a run has come with it.
 *
 * @param id its key in the manifest
 * @param state PENDING, IN_PROGRESS, COMPLETED, FAILED or SKIPPED
 * @param attempts how often it was begun
 * @param items well-formed ones
 * @param bytes as stored
 * @param errorCode what kind of error the last attempt ended with
 * @param message what went wrong then
 */
public record FileRow(
    String id,
    String state,
    Optional<Instant> started,
    Optional<Instant> ended,
    int attempts,
    long items,
    long bytes,
    Optional<String> errorCode,
    Optional<String> message) {

  boolean isTimed() {
    return started.isPresent()
        && ended.isPresent()
        && !ended.orElseThrow().isBefore(started.orElseThrow());
  }

  double seconds() {
    return isTimed()
        ? (ended.orElseThrow().toEpochMilli() - started.orElseThrow().toEpochMilli()) / 1e3
        : 0;
  }

  boolean isFailed() {
    return state.equals("FAILED");
  }
}
