package io.dynalake.dataset.catalog;

import java.util.Locale;

/** How the data files of a table are read. */
public enum CatalogFormat {
  PARQUET("org.apache.hadoop.hive.ql.io.parquet.MapredParquetInputFormat", "STORED AS PARQUET"),
  /** By name: Athena finds ORC's columns by their position unless the table says otherwise. */
  ORC(
      "org.apache.hadoop.hive.ql.io.orc.OrcInputFormat",
      "ROW FORMAT SERDE 'org.apache.hadoop.hive.ql.io.orc.OrcSerde'"
          + " WITH SERDEPROPERTIES ('orc.column.index.access'='false')"
          + " STORED AS INPUTFORMAT 'org.apache.hadoop.hive.ql.io.orc.OrcInputFormat'"
          + " OUTPUTFORMAT 'org.apache.hadoop.hive.ql.io.orc.OrcOutputFormat'");

  private final String inputFormat;
  private final String clause;

  CatalogFormat(String inputFormat, String clause) {
    this.inputFormat = inputFormat;
    this.clause = clause;
  }

  /** As Spark and AWS Glue call it. */
  String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** A class of Hive's. */
  String inputFormat() {
    return inputFormat;
  }

  /** What says so in CREATE TABLE. */
  String clause() {
    return clause;
  }
}
