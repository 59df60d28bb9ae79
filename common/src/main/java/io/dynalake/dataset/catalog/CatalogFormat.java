package io.dynalake.dataset.catalog;

import java.util.Locale;

/** How the data files of a table are read. */
public enum CatalogFormat {
  PARQUET("org.apache.hadoop.hive.ql.io.parquet.MapredParquetInputFormat", ""),
  /** By name: Athena finds ORC's columns by their position unless the table says otherwise. */
  ORC(
      "org.apache.hadoop.hive.ql.io.orc.OrcInputFormat",
      "ROW FORMAT SERDE 'org.apache.hadoop.hive.ql.io.orc.OrcSerde'"
          + " WITH SERDEPROPERTIES ('orc.column.index.access'='false') ");

  private final String inputFormat;
  private final String rowFormat;

  CatalogFormat(String inputFormat, String rowFormat) {
    this.inputFormat = inputFormat;
    this.rowFormat = rowFormat;
  }

  /** As Spark and AWS Glue call it. */
  String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  String inputFormat() {
    return inputFormat;
  }

  /** What says so in CREATE TABLE. */
  String clause() {
    return rowFormat + "STORED AS " + name();
  }
}
