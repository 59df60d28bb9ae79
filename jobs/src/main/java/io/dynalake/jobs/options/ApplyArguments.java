package io.dynalake.jobs.options;

import io.dynalake.changes.WindowPlan;
import io.dynalake.dataset.iceberg.IcebergTarget;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What the job {@code apply} is to do.
 *
 * @param sources which exports to take
 * @param allowed of the times of windows
 */
public record ApplyArguments(
    RunName run,
    Sources sources,
    Target target,
    Reading reading,
    WindowPlan.Lenience allowed,
    Records records,
    boolean dryRun)
    implements RunArguments {
  /**
   * How exports are read.
   *
   * @param keys the table's key attributes, the partition key first; empty: as the changes tell
   * @param badItems malformed lines that an export may have
   * @param zone of timestamps that name none
   */
  public record Reading(List<String> keys, SchemaArguments schema, long badItems, ZoneId zone) {
    public Reading {
      keys = List.copyOf(keys);
    }
  }

  /**
   * What is told of the run.
   *
   * @param report where to write the report, besides next to the data
   * @param ledger where the exports that are made on the way are recorded
   */
  public record Records(Optional<String> report, LedgerArguments ledger) {}

  /**
   * Which exports are taken.
   *
   * @param exports locations as typed
   * @param under a place whose exports are all taken, as far as they are of the table
   * @param table whose changes up to now are exported first; {@code under} is its landing
   */
  public record Sources(
      List<String> exports, Optional<String> under, Optional<TableArguments> table) {
    public Sources {
      exports = List.copyOf(exports);
    }
  }

  /** What becomes of changes. */
  public enum TableFormat {
    /** Each is a row. */
    CHANGELOG,
    /** Items as they are now, in Parquet. */
    PARQUET,
    /** Items as they are now, in an Iceberg table. */
    ICEBERG
  }

  /**
   * The table to bring changes into.
   *
   * @param iceberg where an Iceberg table is entered; empty for the other formats
   * @param buckets of a new dataset of items; empty: by the size of the full export
   * @param patience how long to wait for another run that writes to the target
   */
  public record Target(
      String location,
      TableFormat format,
      Optional<IcebergTarget> iceberg,
      OptionalInt buckets,
      Duration patience) {}
}
