package io.dynalake.source;

import io.dynalake.export.DataFile;
import io.dynalake.schema.ItemSchema;
import java.util.List;
import java.util.OptionalLong;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.connector.metric.CustomMetric;
import org.apache.spark.sql.connector.read.Batch;
import org.apache.spark.sql.connector.read.InputPartition;
import org.apache.spark.sql.connector.read.PartitionReaderFactory;
import org.apache.spark.sql.connector.read.Statistics;
import org.apache.spark.sql.connector.read.SupportsReportStatistics;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.util.SerializableConfiguration;

/**
 * A decided read: which columns of which files.
 *
 * @param readSchema what Spark gets
 * @param columns the same, as the items are parsed
 */
record ExportScan(ExportTable table, StructType readSchema, ItemSchema columns)
    implements Batch, SupportsReportStatistics {
  /** Gzip shrinks DynamoDB's JSON to about a tenth, half of which are tags and names. */
  private static final double VALUES_PER_STORED_BYTE = 5;

  @Override
  public String description() {
    return table.name() + " " + readSchema.simpleString();
  }

  @Override
  public Batch toBatch() {
    return this;
  }

  @Override
  public InputPartition[] planInputPartitions() {
    return table.contents().partitions().toArray(InputPartition[]::new);
  }

  @Override
  public PartitionReaderFactory createReaderFactory() {
    SparkSession spark = SparkSession.active();
    SourceOptions options = table.contents().options();
    return new ExportReaderFactory(
        JavaSparkContext.fromSparkContext(spark.sparkContext())
            .broadcast(new SerializableConfiguration(spark.sessionState().newHadoopConf())),
        columns,
        options.zone(),
        options.maxBadItems(),
        table.contents().verified());
  }

  /** From the manifest, so that small exports are broadcast in joins and large ones are not. */
  @Override
  public Statistics estimateStatistics() {
    List<DataFile> files =
        table.contents().partitions().stream().map(ExportPartition::file).toList();
    long stored = files.stream().mapToLong(f -> Math.max(f.size(), 0)).sum();
    double share = (double) readSchema.defaultSize() / Math.max(1, table.schema().defaultSize());
    OptionalLong rows =
        files.stream().allMatch(f -> f.itemCount().isPresent())
            ? OptionalLong.of(files.stream().mapToLong(f -> f.itemCount().orElseThrow()).sum())
            : OptionalLong.empty();
    return new Estimate(
        OptionalLong.of((long) Math.ceil(stored * VALUES_PER_STORED_BYTE * share)), rows);
  }

  @Override
  public CustomMetric[] supportedCustomMetrics() {
    return ReadMetrics.all();
  }

  private record Estimate(OptionalLong sizeInBytes, OptionalLong numRows) implements Statistics {}
}
