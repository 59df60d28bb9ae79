package io.dynalake.ledger;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Where a ledger keeps its rows. Its methods are those of {@link Ledger}, tried once each. A row
 * keeps the token of its last change: a change that is refused, but finds its own token there, was
 * done before and only its answer was lost.
 *
 * <p>They throw {@link io.dynalake.error.JobException} for what will not pass by itself.
 */
interface Store extends AutoCloseable {
  /** For messages; without secrets. */
  String name();

  /** Before all others: connects, and sees to the tables. */
  void prepare() throws Outage;

  boolean enter(RunRecord run, String token) throws Outage;

  Optional<RunRecord> run(String runId) throws Outage;

  List<RunRecord> runs(int most) throws Outage;

  Optional<RunRecord> latest(String job, String target, String fingerprint) throws Outage;

  /** Whether the change was taken. */
  boolean change(RunRecord changed, String token) throws Outage;

  void enterParts(String runId, List<PartRecord> parts) throws Outage;

  List<PartRecord> parts(String runId, Set<PartState> states) throws Outage;

  /** Ids of those that were refused; no id is there twice. */
  List<String> changeParts(String runId, List<PartRecord> changed, String token) throws Outage;

  /** States without parts may be missing. */
  Map<PartState, PartTotals> totals(String runId) throws Outage;

  @Override
  void close();
}
