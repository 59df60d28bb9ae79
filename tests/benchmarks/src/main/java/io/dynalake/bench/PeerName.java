package io.dynalake.bench;

import java.util.List;
import java.util.Locale;

/** Ways to convert an export. */
enum PeerName {
  DYNALAKE,

  /** Dynalake, on the same items in ION. */
  DYNALAKE_ION,

  /** Dynalake, into an Iceberg table. */
  DYNALAKE_ICEBERG,
  DUCKDB,
  SPARK,
  GUNZIP;

  /** Those that are measured unless others are asked for: all on one export. */
  static final List<PeerName> USUAL = List.of(DYNALAKE, DUCKDB, SPARK, GUNZIP);

  /** As it is typed. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
