package io.dynalake.jobs.report;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import io.dynalake.jobs.metrics.Metric;
import io.dynalake.jobs.metrics.RunFigures;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a run did. Its JSON form has the records' component names as keys, in their order.
 *
 * @param target root of the dataset
 * @param catalog tables that were registered, or were so already; none where none is asked for
 * @param errors what went wrong, one per failed file or for the run as a whole
 */
@JsonPropertyOrder({
  "runId",
  "job",
  "status",
  "source",
  "target",
  "items",
  "files",
  "bytes",
  "partitions",
  "schema",
  "catalog",
  "seconds",
  "errors"
})
public record RunReport(
    String runId,
    String job,
    Status status,
    Source source,
    String target,
    Items items,
    Files files,
    Bytes bytes,
    List<Partition> partitions,
    Schema schema,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) List<CatalogTable> catalog,
    Seconds seconds,
    List<Failure> errors) {
  public RunReport {
    catalog = List.copyOf(catalog);
    partitions = List.copyOf(partitions);
    errors = List.copyOf(errors);
  }

  /** How a run ended. */
  public enum Status {
    COMPLETED,
    /** The dataset already had everything: nothing was written. */
    ALREADY_DONE,
    /** Some files failed, the others are in the dataset. */
    PARTIAL,
    /** The files are in the dataset, and the catalog could not be told. */
    NOT_REGISTERED,
    /** Nothing was written. */
    FAILED,
    /** Only looked: nothing was to be written. */
    DRY_RUN
  }

  /**
   * The export that was read.
   *
   * @param exportArn "" where the manifest has none; so for the table's ARN and the time
   * @param exportTime ISO-8601 instant of the snapshot
   * @param warnings what was unusual but did no harm
   * @param acquired how a live table became the export, if this run made it
   */
  public record Source(
      String export,
      String exportArn,
      String tableArn,
      String exportTime,
      List<String> warnings,
      @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Acquired acquired) {
    public Source {
      warnings = List.copyOf(warnings);
    }
  }

  /** Items; read = written + filtered + quarantined where a run completed. */
  public record Items(long read, long written, long filtered, long quarantined) {}

  /** Data files of the export. */
  public record Files(long total, long completed, long failed, long skipped) {}

  /** Stored bytes, compressed. */
  public record Bytes(long read, long written) {}

  /**
   * A partition that received items.
   *
   * @param path below the dataset's root, "" for a dataset without partitions
   * @param files written
   * @param bytes written
   */
  public record Partition(String path, long items, long files, long bytes) {
    /** Both, of the same partition. */
    public Partition plus(Partition other) {
      return new Partition(path, items + other.items, files + other.files, bytes + other.bytes);
    }
  }

  /**
   * The schema that was written with.
   *
   * @param version of the dataset's pinned schema, from 1; 0 where there is none
   * @param changes against the version before, a sentence each
   */
  public record Schema(
      int version, List<Column> columns, List<String> changes, List<Conflict> conflicts) {
    public Schema {
      columns = List.copyOf(columns);
      changes = List.copyOf(changes);
      conflicts = List.copyOf(conflicts);
    }
  }

  /**
   * A top-level column.
   *
   * @param attribute its name in DynamoDB
   * @param type in Spark's DDL
   * @param dynamodbTypes tags of the values seen
   * @param present items that have the attribute
   */
  public record Column(
      String name, String attribute, String type, List<String> dynamodbTypes, long present) {
    public Column {
      dynamodbTypes = List.copyOf(dynamodbTypes);
    }
  }

  /**
   * An attribute whose values had more than one type.
   *
   * @param path of the attribute
   * @param type that takes all of them
   */
  public record Conflict(String path, List<String> dynamodbTypes, String type) {
    public Conflict {
      dynamodbTypes = List.copyOf(dynamodbTypes);
    }
  }

  /**
   * A table of the catalog.
   *
   * @param table database and name
   * @param created whether it was not there before; then all that it has was added
   */
  public record CatalogTable(
      String table, boolean created, long partitionsAdded, List<String> columnsAdded) {
    public CatalogTable {
      columnsAdded = List.copyOf(columnsAdded);
    }
  }

  /**
   * Wall time.
   *
   * @param verify none where the items were converted while they were verified
   * @param catalog none where no table is registered
   * @param ledger what the run waited for its ledger, within the other times
   */
  public record Seconds(
      double total, double verify, double convert, double commit, double catalog, double ledger) {}

  /**
   * Something that went wrong.
   *
   * @param file key of the data file, "" where it concerns the whole run
   */
  public record Failure(String file, String message) {}

  /** What CloudWatch and Spark's sinks are told of it. */
  public RunFigures figures() {
    RunFigures converted =
        RunFigures.NONE
            .with(Metric.ITEMS_READ, items.read())
            .with(Metric.ITEMS_WRITTEN, items.written())
            .with(Metric.ITEMS_FILTERED, items.filtered())
            .with(Metric.ITEMS_QUARANTINED, items.quarantined())
            .with(Metric.BYTES_READ, bytes.read())
            .with(Metric.BYTES_WRITTEN, bytes.written())
            .with(Metric.FILES_COMPLETED, files.completed())
            .with(Metric.FILES_FAILED, files.failed())
            .with(Metric.FILES_SKIPPED, files.skipped());
    Acquired landed = source.acquired();
    return landed == null ? converted : converted.plus(landed.requests());
  }

  /** Indented JSON that ends with a line feed. */
  public String toJson() {
    return ReportFile.json(this);
  }
}
