package io.dynalake.jobs.options;

import io.dynalake.dataset.catalog.CatalogName;
import io.dynalake.dataset.convert.ItemSelection;
import io.dynalake.dataset.iceberg.IcebergTarget;
import io.dynalake.dataset.partition.EntityRule;
import io.dynalake.dataset.partition.PartitionSpec;
import io.dynalake.dataset.partition.TableFormat;
import io.dynalake.dataset.partition.UpdatedAtFilter;
import io.dynalake.dataset.partition.UpdatedAtFilter.Missing;
import io.dynalake.error.JobException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;

/**
 * What a backfill is to do: validated, complete, nothing left to default.
 *
 * @param run names the run, its report and its journal
 * @param export the export's folder, its parent or its manifest-summary.json, as typed: a URI or a
 *     path for Hadoop's FileSystem
 * @param table to land first; then the export is ""
 * @param timeZone the zone of dates and timestamps that name none
 * @param updatedAt which items to take, by the time of their last update; empty: all
 * @param sql a query over the table {@code items} to apply on the way
 * @param entityBy the expression that splits a single-table design, as typed
 * @param report where to write the report, besides next to the data
 * @param force convert even what the dataset already has
 * @param catalog where to register the dataset
 */
public record BackfillArguments(
    RunName run,
    String export,
    Optional<TableArguments> table,
    Target target,
    Output output,
    ZoneId timeZone,
    Optional<UpdatedAtRange> updatedAt,
    SchemaArguments schema,
    Optional<String> sql,
    Optional<String> entityBy,
    Limits limits,
    RecoveryArguments recovery,
    Optional<String> report,
    boolean dryRun,
    boolean force,
    Optional<Catalog> catalog)
    implements RunArguments {

  public String runId() {
    return run.id();
  }

  /** The same of an export that a run landed by now. */
  public BackfillArguments withLanded(String location, String runId) {
    return new BackfillArguments(
        new RunName(runId, run.origin()),
        location,
        table,
        target,
        output,
        timeZone,
        updatedAt,
        schema,
        sql,
        entityBy,
        limits,
        recovery,
        report,
        dryRun,
        force,
        catalog);
  }

  /**
   * Which items are taken, and where each one goes.
   *
   * @throws JobException of USAGE if an expression among the options cannot be read
   */
  public ItemSelection selection() {
    return new ItemSelection(
        target.partitions(),
        timeZone,
        updatedAt.map(range -> range.filter(timeZone)).orElse(null),
        entityBy.map(EntityRule::parse).orElse(null));
  }

  /**
   * A table in Spark's catalog.
   *
   * @param table of entities' tables the beginning
   * @param databaseLocation of the database, should it have to be created
   */
  public record Catalog(CatalogName table, Optional<String> databaseLocation) {}

  /** How new files meet those that a dataset has. */
  public enum WriteMode {
    APPEND,
    OVERWRITE_PARTITIONS
  }

  /** The format of data files. */
  public enum Format {
    PARQUET,
    ORC,
    JSON
  }

  /** The codec of data files. */
  public enum Compression {
    ZSTD,
    SNAPPY,
    GZIP
  }

  /** What to do about a data file that does not verify. */
  public enum BadFile {
    FAIL,
    SKIP
  }

  /**
   * The dataset to write to.
   *
   * @param location its root, as typed
   * @param partitionBy partition expressions as typed, one each, e.g. {@code day(updatedAt)};
   *     empty: not partitioned
   * @param iceberg where it is entered, if it is an Iceberg table
   */
  public record Target(
      String location, WriteMode mode, List<String> partitionBy, Optional<IcebergTarget> iceberg) {
    public Target(String location, WriteMode mode, List<String> partitionBy) {
      this(location, mode, partitionBy, Optional.empty());
    }

    public Target {
      partitionBy = List.copyOf(partitionBy);
      if (mode == WriteMode.OVERWRITE_PARTITIONS && partitionBy.isEmpty()) {
        throw new IllegalArgumentException("overwrite-partitions of a dataset without partitions");
      }
    }

    /**
     * The partition expressions, read.
     *
     * @throws JobException of USAGE if one cannot be
     */
    public PartitionSpec partitions() {
      PartitionSpec read =
          partitionBy.isEmpty()
              ? PartitionSpec.unpartitioned()
              : PartitionSpec.parse(String.join(",", partitionBy));
      return read.with(format());
    }

    public TableFormat format() {
      return iceberg.isPresent() ? TableFormat.ICEBERG : TableFormat.PARQUET;
    }
  }

  /**
   * The files to write.
   *
   * @param targetFileSize bytes to aim at per file
   */
  public record Output(Format format, Compression compression, long targetFileSize) {
    public Output {
      if (targetFileSize < 1) {
        throw new IllegalArgumentException("target file size of " + targetFileSize + " bytes");
      }
    }
  }

  /**
   * Keeps items with {@code start <= attribute < end}.
   *
   * @param attribute path of the attribute, as typed
   * @param start empty: from the beginning of time
   * @param end empty: without end
   */
  public record UpdatedAtRange(
      String attribute, Optional<Instant> start, Optional<Instant> end, Missing onMissing) {
    public UpdatedAtRange {
      if (start.isPresent()
          && end.isPresent()
          && !start.orElseThrow().isBefore(end.orElseThrow())) {
        throw new IllegalArgumentException(
            "start " + start.orElseThrow() + " is not before " + end.orElseThrow());
      }
    }

    /**
     * The range as a filter of items.
     *
     * @throws JobException of USAGE if the attribute is no path
     */
    public UpdatedAtFilter filter(ZoneId zone) {
      return UpdatedAtFilter.between(attribute, start, end, onMissing, zone);
    }
  }

  /**
   * What a run bears before it fails.
   *
   * @param badItems malformed items that are quarantined; one more fails the run
   * @param partitions partitions that one run may write to
   */
  public record Limits(long badItems, BadFile onBadFile, int partitions) {
    public Limits {
      if (badItems < 0 || partitions < 1) {
        throw new IllegalArgumentException(badItems + " bad items, " + partitions + " partitions");
      }
    }
  }
}
