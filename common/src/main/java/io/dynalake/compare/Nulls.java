package io.dynalake.compare;

/** Whether an attribute that is explicitly NULL is one. */
public enum Nulls {
  /** It differs from one that is not there. */
  STRICT,
  /** It counts as absent, also in maps: datasets do not keep it. In lists it keeps its place. */
  ABSENT
}
