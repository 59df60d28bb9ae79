package io.dynalake.jobs.metrics;

/** What is counted, under one name wherever it is shown. */
public enum Metric {
  ITEMS_READ("ItemsRead", Unit.COUNT, "items, or changes, that were read, good and bad"),
  ITEMS_WRITTEN("ItemsWritten", Unit.COUNT, "items in the dataset, landing or table by this run"),
  ITEMS_FILTERED("ItemsFiltered", Unit.COUNT, "items left out as asked for"),
  ITEMS_QUARANTINED("ItemsQuarantined", Unit.COUNT, "malformed or refused items"),
  ITEMS_DELETED("ItemsDeleted", Unit.COUNT, "items that `archive` deleted"),
  KEYS_DIFFERENT("KeysDifferent", Unit.COUNT, "keys whose items `compare` found to differ"),
  BYTES_READ("BytesRead", Unit.BYTES, "as stored"),
  BYTES_WRITTEN("BytesWritten", Unit.BYTES, "as stored; of `load` as DynamoDB counts items"),
  FILES_COMPLETED("FilesCompleted", Unit.COUNT, "files that were converted or loaded"),
  FILES_FAILED("FilesFailed", Unit.COUNT, "files that failed and were left out"),
  FILES_SKIPPED("FilesSkipped", Unit.COUNT, "files that an earlier start had done"),
  READ_CAPACITY_UNITS("ReadCapacityUnits", Unit.COUNT, "consumed by a scan"),
  WRITE_CAPACITY_UNITS("WriteCapacityUnits", Unit.COUNT, "consumed by writing or deleting"),
  REQUESTS_THROTTLED("RequestsThrottled", Unit.COUNT, "requests that the table throttled"),
  REQUESTS_RETRIED("RequestsRetried", Unit.COUNT, "requests that were sent again"),
  RUNS_FAILED("RunsFailed", Unit.COUNT, "1 of a run whose exit code is not 0, else 0"),
  DURATION("Duration", Unit.SECONDS, "of the run, Spark's start included"),

  // While a run goes on: each phase goes through its items, so these are more than all of a run.
  PROGRESS_ITEMS("ProgressItems", Unit.COUNT, "items that the phases went through"),
  PROGRESS_BYTES("ProgressBytes", Unit.BYTES, "bytes that the phases went through"),
  PROGRESS_CAPACITY_UNITS("ProgressCapacityUnits", Unit.COUNT, "capacity that they consumed"),
  PROGRESS_THROTTLED("ProgressThrottled", Unit.COUNT, "requests of theirs that were throttled");

  /** Units as CloudWatch calls them. */
  enum Unit {
    COUNT("Count"),
    BYTES("Bytes"),
    SECONDS("Seconds");

    private final String text;

    Unit(String text) {
      this.text = text;
    }
  }

  private final String title;
  private final Unit unit;
  private final String meaning;

  Metric(String title, Unit unit, String meaning) {
    this.title = title;
    this.unit = unit;
    this.meaning = meaning;
  }

  /** Its name in CloudWatch and in Spark's sinks. */
  public String title() {
    return title;
  }

  public String unit() {
    return unit.text;
  }

  /** In a few words, for people. */
  public String meaning() {
    return meaning;
  }

  /** Whether it grows while a run goes on, and says nothing of what came of the run. */
  boolean isProgress() {
    return compareTo(PROGRESS_ITEMS) >= 0;
  }
}
