package io.dynalake.dataset.parquet;

import java.io.Serializable;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How Parquet files are written.
 *
 * @param zstdLevel 1 to 22; of use with {@link Compression#ZSTD} only
 * @param rowGroupBytes memory that a row group may take before it is written: compressed pages,
 *     open pages and dictionaries
 * @param pageBytes size of a page before compression, at most; files with many columns have smaller
 *     pages
 * @param metadata goes into the footer, as key and value
 */
public record ParquetSettings(
    Compression compression,
    int zstdLevel,
    long rowGroupBytes,
    int pageBytes,
    Map<String, String> metadata)
    implements Serializable {

  /** Where Spark looks for the table's schema, as the JSON of a StructType. */
  public static final String SPARK_SCHEMA = "org.apache.spark.sql.parquet.row.metadata";

  /**
   * The version of Spark that wrote the file; added by the writer if it is not given. Spark takes
   * dates before 1582 and timestamps before 1900 as they are only where this is 3.0.0 or later, and
   * otherwise refuses to read them.
   */
  public static final String SPARK_VERSION = "org.apache.spark.version";

  public ParquetSettings {
    if (zstdLevel < 1 || zstdLevel > 22) {
      throw new IllegalArgumentException("zstd level must be 1 to 22: " + zstdLevel);
    }
    if (rowGroupBytes < 1 || pageBytes < 1) {
      throw new IllegalArgumentException(
          "sizes must be positive: row group " + rowGroupBytes + ", page " + pageBytes);
    }
    metadata = Map.copyOf(metadata);
  }

  /**
   * zstd at level 1 (level 3 takes a third more time for 2.6 % less size), row groups of 64 MB in
   * memory, so that several tasks fit into a heap of 1 GiB, and pages of 1 MB.
   */
  public static ParquetSettings defaults() {
    return new ParquetSettings(Compression.ZSTD, 1, 64L << 20, 1 << 20, Map.of());
  }

  public ParquetSettings withCompression(Compression compression) {
    return new ParquetSettings(compression, zstdLevel, rowGroupBytes, pageBytes, metadata);
  }

  public ParquetSettings withRowGroupBytes(long rowGroupBytes) {
    return new ParquetSettings(compression, zstdLevel, rowGroupBytes, pageBytes, metadata);
  }

  public ParquetSettings withPageBytes(int pageBytes) {
    return new ParquetSettings(compression, zstdLevel, rowGroupBytes, pageBytes, metadata);
  }

  /** Adds a key and value of the footer. */
  public ParquetSettings withMetadata(String key, String value) {
    Map<String, String> more = new LinkedHashMap<>(metadata);
    more.put(key, value);
    return new ParquetSettings(compression, zstdLevel, rowGroupBytes, pageBytes, more);
  }
}
