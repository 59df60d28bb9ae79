package io.dynalake.ledger;

/** How a part of a run stands. */
public enum PartState {
  PENDING,
  IN_PROGRESS,
  COMPLETED,
  FAILED
}
