package io.dynalake.ledger;

import io.dynalake.error.ErrorCode;
import io.dynalake.error.JobException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A part of a run. Changes are copies with the version they were made from; {@link
 * Ledger#changeParts} enters them. Times are cut to milliseconds.
 *
 * @param id key of the data file, or {@code segment-00012}; at most 1,024 bytes of UTF-8
 * @param location where it lies
 * @param started of the last attempt
 * @param ended of the last attempt
 * @param attempts in their order; the last 50, were there more
 * @param items read, once completed
 * @param bytes read, once completed; stored ones, compressed
 * @param updated when it was last changed
 * @param version of the stored row, from 1
 */
public record PartRecord(
    String id,
    PartKind kind,
    String location,
    PartState state,
    Optional<Instant> started,
    Optional<Instant> ended,
    List<Attempt> attempts,
    long items,
    long bytes,
    Instant updated,
    long version) {
  /** S3's limit of keys, and DynamoDB's of sort keys. */
  private static final int LONGEST_ID = 1_024;

  /** With messages of 2,000 characters each, within the 400 KB of a DynamoDB item. */
  private static final int MOST_ATTEMPTS = 50;

  public PartRecord {
    requireId(id);
    if (items < 0 || bytes < 0) {
      throw new IllegalArgumentException(id + ": " + items + " items, " + bytes + " bytes");
    }
    RunRecord.requireVersion(id, version);
    location = CleanText.of(location);
    started = started.map(s -> s.truncatedTo(ChronoUnit.MILLIS));
    ended = ended.map(e -> e.truncatedTo(ChronoUnit.MILLIS));
    updated = updated.truncatedTo(ChronoUnit.MILLIS);
    int more = Math.max(0, attempts.size() - MOST_ATTEMPTS);
    attempts = List.copyOf(attempts.subList(more, attempts.size()));
  }

  /** A part that nobody has begun yet. */
  public static PartRecord pending(String id, PartKind kind, String location, Instant now) {
    return new PartRecord(
        id,
        kind,
        location,
        PartState.PENDING,
        Optional.empty(),
        Optional.empty(),
        List.of(),
        0,
        0,
        now,
        1);
  }

  /** Begins an attempt. */
  public PartRecord begin(Instant now) {
    require(state == PartState.PENDING || state == PartState.FAILED, "begin");
    List<Attempt> more = new ArrayList<>(attempts);
    more.add(new Attempt(attemptsMade() + 1, now, Optional.empty(), Optional.empty()));
    return with(PartState.IN_PROGRESS, more, 0, 0, now);
  }

  public PartRecord completed(long itemsRead, long bytesRead, Instant now) {
    require(state == PartState.IN_PROGRESS, "complete");
    return with(
        PartState.COMPLETED, attemptEnded(now, Optional.empty()), itemsRead, bytesRead, now);
  }

  public PartRecord failed(Failure why, Instant now) {
    require(state == PartState.IN_PROGRESS, "fail");
    return with(PartState.FAILED, attemptEnded(now, Optional.of(why)), 0, 0, now);
  }

  /** The run ended without the part's fault: the attempt does not count. */
  public PartRecord released(Instant now) {
    require(state == PartState.IN_PROGRESS, "be released");
    return with(PartState.PENDING, attempts.subList(0, attempts.size() - 1), 0, 0, now);
  }

  /** The driver died: the attempt counts, lest a part that kills drivers is tried for ever. */
  public PartRecord lost(Instant now) {
    require(state == PartState.IN_PROGRESS, "be lost");
    Failure why =
        Failure.of(
            ErrorCode.SERVICE,
            id + ": the driver died while it was in progress; it is tried again");
    return with(PartState.PENDING, attemptEnded(now, Optional.of(why)), 0, 0, now);
  }

  /** What it was completed with is gone: it waits for another attempt. */
  public PartRecord gone(Instant now) {
    require(state == PartState.COMPLETED, "be gone");
    return with(PartState.PENDING, attempts, 0, 0, now);
  }

  /** The attempts so far, those that are no longer kept included. */
  public int attemptsMade() {
    return lastAttempt().map(Attempt::number).orElse(0);
  }

  /** Why the last attempt failed, if it did. */
  public Optional<Failure> failure() {
    return lastAttempt().flatMap(Attempt::failure);
  }

  /** This change as it is stored once {@link Ledger#changeParts} has taken it. */
  public PartRecord entered() {
    return new PartRecord(
        id, kind, location, state, started, ended, attempts, items, bytes, updated, version + 1);
  }

  private Optional<Attempt> lastAttempt() {
    return attempts.isEmpty() ? Optional.empty() : Optional.of(attempts.get(attempts.size() - 1));
  }

  private List<Attempt> attemptEnded(Instant now, Optional<Failure> why) {
    List<Attempt> changed = new ArrayList<>(attempts);
    changed.set(changed.size() - 1, changed.get(changed.size() - 1).ended(now, why));
    return changed;
  }

  private PartRecord with(
      PartState newState, List<Attempt> newAttempts, long newItems, long newBytes, Instant now) {
    Optional<Attempt> last =
        newAttempts.isEmpty()
            ? Optional.empty()
            : Optional.of(newAttempts.get(newAttempts.size() - 1));
    return new PartRecord(
        id,
        kind,
        location,
        newState,
        last.map(Attempt::started),
        last.flatMap(Attempt::ended),
        newAttempts,
        newItems,
        newBytes,
        now,
        version);
  }

  private void require(boolean legal, String change) {
    if (!legal) {
      throw new IllegalStateException(id + ": it is " + state + " and cannot " + change);
    }
  }

  /** Ids come from manifests, and these from anywhere. */
  private static void requireId(String id) {
    int length = id.getBytes(StandardCharsets.UTF_8).length;
    if (length == 0 || length > LONGEST_ID || !CleanText.isClean(id)) {
      throw new JobException(
          ErrorCode.BAD_DATA,
          "data file '"
              + CleanText.of(id, 100)
              + "': no ledger takes this key of "
              + length
              + " bytes; a key on S3 has 1 to 1,024, none of them NUL, in valid UTF-8; check the"
              + " manifest of the export");
    }
  }
}
