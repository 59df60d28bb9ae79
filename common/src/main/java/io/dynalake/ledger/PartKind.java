package io.dynalake.ledger;

/** What a run is divided into. */
public enum PartKind {
  /** Of an export. */
  DATA_FILE,
  /** Of a live scan. */
  SEGMENT
}
