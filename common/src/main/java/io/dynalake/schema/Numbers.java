package io.dynalake.schema;

/** How numbers become column types. */
public enum Numbers {
  /** Exact: bigint, decimal, or text where a decimal cannot hold them all. */
  AUTO,
  /** Numbers that are not all 64-bit integers become double, which may round them. */
  DOUBLE,
  /** All numbers become text, exact. */
  STRING
}
