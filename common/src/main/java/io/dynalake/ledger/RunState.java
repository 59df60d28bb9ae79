package io.dynalake.ledger;

/** How a run stands. */
public enum RunState {
  /** Unless its driver died: then the heartbeat is old. */
  RUNNING,
  COMPLETED,
  /** Some parts failed, the others are done. */
  PARTIAL,
  FAILED
}
