package io.dynalake.load.read;

/** What becomes of values that are empty or null. */
public enum Empties {
  /** The item does not have the attribute. */
  DROP,
  /** NULL. */
  NULL,
  /** An empty string stays one, as S; null becomes NULL. */
  KEEP
}
