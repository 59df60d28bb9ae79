package io.dynalake.bench;

import java.util.Locale;

/** Ways to convert an export. */
enum PeerName {
  DYNALAKE,
  DUCKDB,
  SPARK,
  GUNZIP;

  /** As it is typed. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
