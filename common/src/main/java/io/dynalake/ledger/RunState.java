package io.dynalake.ledger;

/** How a run stands. */
public enum RunState {
  /** Unless its driver died: then the heartbeat is old. */
  RUNNING,
  COMPLETED,
  /** Some parts failed, or the catalog was not told; all else is done. */
  PARTIAL,
  FAILED
}
