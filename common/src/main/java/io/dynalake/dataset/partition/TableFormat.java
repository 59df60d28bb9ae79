package io.dynalake.dataset.partition;

/** What a dataset is to its readers, which decides how partition values come of attributes. */
public enum TableFormat {
  /**
   * Files in directories, named as Hive does it: an empty string counts as absent, days are those
   * of a time zone.
   */
  PARQUET,

  /**
   * An Apache Iceberg table, whose transforms are of typed columns: empty strings are values, days
   * are those of UTC, and whole numbers are hashed as numbers.
   */
  ICEBERG
}
