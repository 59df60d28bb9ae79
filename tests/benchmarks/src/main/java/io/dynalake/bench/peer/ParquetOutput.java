package io.dynalake.bench.peer;

import io.dynalake.testsupport.duckdb.DuckParquet;
import java.nio.file.Path;

/** What a conversion wrote. */
final class ParquetOutput {
  private ParquetOutput() {}

  /** Rows in all Parquet files of a folder and below. */
  static long rows(Path folder) {
    Object count =
        DuckParquet.in(folder).query("SELECT count(*) AS items FROM items").get(0).get("items");
    if (count instanceof Long rows) {
      return rows;
    }
    throw new IllegalStateException(folder + ": count(*) is " + count);
  }
}
