package io.dynalake.ledger;

import io.dynalake.error.ErrorCode;
import io.dynalake.error.JobException;
import io.dynalake.host.HostProcess;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * A run. Changes are copies with the version they were made from; {@link Ledger#change} enters
 * them. Times are cut to milliseconds, which every store keeps.
 *
 * @param runId letters, digits, dots, hyphens and underscores, at most 100
 * @param fingerprint equal for two runs that bring the same source into the same target; at most
 *     200 characters
 * @param options as typed, without secrets; enough to start the run again
 * @param owner the process that runs it: as {@link HostProcess#text} names it, and something random
 * @param heartbeat when the owner last gave a sign of life
 * @param counts items read, written, filtered, quarantined; by name
 * @param failure of the run as a whole
 * @param version of the stored row, from 1
 */
public record RunRecord(
    String runId,
    String job,
    String source,
    String target,
    String fingerprint,
    List<String> options,
    RunState state,
    String owner,
    Instant started,
    Instant heartbeat,
    Optional<Instant> ended,
    Map<String, Long> counts,
    Optional<Failure> failure,
    long version) {
  /** Owners give a sign of life at least four times in this. */
  public static final Duration SILENCE = Duration.ofSeconds(40);

  private static final Pattern RUN_ID = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,99}");
  private static final int LONGEST_FINGERPRINT = 200;

  public RunRecord {
    requireRunId(runId);
    if (job.isBlank() || owner.isBlank()) {
      throw new IllegalArgumentException("run " + runId + ": it has no job or no owner");
    }
    if (fingerprint.isEmpty() || fingerprint.length() > LONGEST_FINGERPRINT) {
      throw new IllegalArgumentException(
          "run "
              + runId
              + ": a fingerprint has 1 to "
              + LONGEST_FINGERPRINT
              + " characters, not "
              + fingerprint.length());
    }
    if ((state == RunState.RUNNING) == ended.isPresent()) {
      throw new IllegalArgumentException(
          "run " + runId + ": it is " + state + " and its end is " + ended);
    }
    requireVersion(runId, version);
    source = CleanText.of(source);
    target = CleanText.of(target);
    fingerprint = CleanText.of(fingerprint);
    owner = CleanText.of(owner);
    options = options.stream().map(CleanText::of).toList();
    started = started.truncatedTo(ChronoUnit.MILLIS);
    heartbeat = heartbeat.truncatedTo(ChronoUnit.MILLIS);
    ended = ended.map(e -> e.truncatedTo(ChronoUnit.MILLIS));
    counts = Collections.unmodifiableSortedMap(new TreeMap<>(counts));
  }

  /** Whether its owner gave a sign of life a short while ago, and is not seen to be dead. */
  public boolean isAlive(Instant now) {
    return state == RunState.RUNNING
        && heartbeat.plus(SILENCE).isAfter(now)
        && !HostProcess.isDead(owner);
  }

  /** A run that its owner begins now. */
  public static RunRecord begin(
      String runId,
      String job,
      String source,
      String target,
      String fingerprint,
      List<String> options,
      String owner,
      Instant now) {
    return new RunRecord(
        runId,
        job,
        source,
        target,
        fingerprint,
        options,
        RunState.RUNNING,
        owner,
        now,
        now,
        Optional.empty(),
        Map.of(),
        Optional.empty(),
        1);
  }

  /** A sign of life. */
  public RunRecord beat(Instant now, Map<String, Long> newCounts) {
    require(state == RunState.RUNNING, "beat");
    return with(state, owner, now, ended, newCounts, failure);
  }

  /** The end of the run. */
  public RunRecord ended(
      RunState how, Instant now, Map<String, Long> newCounts, Optional<Failure> why) {
    require(state == RunState.RUNNING && how != RunState.RUNNING, "end as " + how);
    return with(how, owner, now, Optional.of(now), newCounts, why);
  }

  /** Another process goes on with a run whose owner died, or that left something to do. */
  public RunRecord takenOver(String newOwner, Instant now) {
    require(state != RunState.COMPLETED, "be taken over");
    return with(RunState.RUNNING, newOwner, now, Optional.empty(), counts, Optional.empty());
  }

  /** The same under another id. */
  public RunRecord named(String otherId) {
    return copy(otherId, state, owner, heartbeat, ended, counts, failure, version);
  }

  RunRecord withVersion(long newVersion) {
    return copy(runId, state, owner, heartbeat, ended, counts, failure, newVersion);
  }

  private RunRecord with(
      RunState newState,
      String newOwner,
      Instant newHeartbeat,
      Optional<Instant> newEnd,
      Map<String, Long> newCounts,
      Optional<Failure> newFailure) {
    return copy(runId, newState, newOwner, newHeartbeat, newEnd, newCounts, newFailure, version);
  }

  private RunRecord copy(
      String newId,
      RunState newState,
      String newOwner,
      Instant newHeartbeat,
      Optional<Instant> newEnd,
      Map<String, Long> newCounts,
      Optional<Failure> newFailure,
      long newVersion) {
    return new RunRecord(
        newId,
        job,
        source,
        target,
        fingerprint,
        options,
        newState,
        newOwner,
        started,
        newHeartbeat,
        newEnd,
        newCounts,
        newFailure,
        newVersion);
  }

  private void require(boolean legal, String change) {
    if (!legal) {
      throw new IllegalStateException(
          "run " + runId + ": it is " + state + " and cannot " + change);
    }
  }

  /** Run ids come from command lines too. */
  static String requireRunId(String runId) {
    if (!RUN_ID.matcher(runId).matches()) {
      throw new JobException(
          ErrorCode.USAGE,
          "run '"
              + CleanText.of(runId, 120)
              + "': this is no id of a run; one has at most 100 letters, digits, '.', '_' or '-',"
              + " beginning with a letter or digit; `dynalake runs list` shows those there are");
    }
    return runId;
  }

  static void requireVersion(String subject, long version) {
    if (version < 1) {
      throw new IllegalArgumentException(
          subject + ": version " + version + "; they are numbered from 1");
    }
  }
}
