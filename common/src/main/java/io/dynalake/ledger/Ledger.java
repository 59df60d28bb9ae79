package io.dynalake.ledger;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The state of runs and of their parts. Safe for use by several threads and processes; what one has
 * entered, all see. A change whose answer was lost counts as done.
 *
 * <p>Every method throws {@link io.dynalake.error.JobException} SERVICE if the store is out of
 * reach for longer than the ledger's patience.
 */
public interface Ledger extends AutoCloseable {
  /** Enters a run; false if a run of this id is there already. */
  boolean enter(RunRecord run);

  Optional<RunRecord> run(String runId);

  /** Newest first, at most {@code most}. */
  List<RunRecord> runs(int most);

  /** The newest run of this job that brings the same source into the same target. */
  Optional<RunRecord> latest(String job, String target, String fingerprint);

  /**
   * Enters a change if nobody has changed the run since: the stored row still has the version of
   * {@code changed}.
   *
   * @return the run with its new version; empty if another process changed it
   */
  Optional<RunRecord> change(RunRecord changed);

  /** Enters parts that are not there yet; those that are there stay as they are. */
  void enterParts(String runId, List<PartRecord> parts);

  /**
   * Parts in the order of their ids (of their UTF-8).
   *
   * @param states empty: all
   */
  List<PartRecord> parts(String runId, Set<PartState> states);

  /**
   * Enters each change if nobody has changed that part since. Those that are entered have the next
   * version: read them again before changing them again, or use {@link PartRecord#entered()}.
   *
   * @return ids of those that were refused, because another process changed them
   */
  List<String> changeParts(String runId, List<PartRecord> changed);

  /** Sums by state; all states are there. */
  Map<PartState, PartTotals> totals(String runId);

  /** May be called twice. */
  @Override
  void close();
}
