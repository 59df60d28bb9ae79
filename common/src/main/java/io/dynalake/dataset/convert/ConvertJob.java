package io.dynalake.dataset.convert;

import io.dynalake.dataset.commit.TaskOutputs;
import io.dynalake.dataset.parquet.ParquetSettings;
import io.dynalake.export.ReadOptions;
import io.dynalake.host.ClusterCores;
import io.dynalake.source.ProgressCounters;
import java.io.Serializable;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.util.SerializableConfiguration;

/**
 * What the tasks of a conversion share. The plan and the outputs may be large, and are broadcast;
 * the counters must not be, since Spark registers them with the task whose closure they come with.
 *
 * @param parsed whether items come out of the shuffle in batches, not as lines
 * @param jsonPerItem bytes of JSON that such an item was, on average
 * @param readAhead whether there are idle cores to decode data files beside their parsing
 */
record ConvertJob(
    Broadcast<ConvertPlan> broadcastPlan,
    ParquetSettings parquet,
    Broadcast<TaskOutputs> broadcastOutputs,
    Broadcast<SerializableConfiguration> hadoop,
    boolean readAhead,
    boolean parsed,
    double jsonPerItem,
    ProgressCounters progress)
    implements Serializable {

  static ConvertJob of(
      JavaSparkContext spark,
      ConvertPlan plan,
      ParquetSettings parquet,
      TaskOutputs outputs,
      Configuration hadoop) {
    return new ConvertJob(
        spark.broadcast(plan),
        parquet,
        spark.broadcast(outputs),
        spark.broadcast(new SerializableConfiguration(hadoop)),
        plan.readers() < ClusterCores.of(spark),
        false,
        0,
        ProgressCounters.of(spark));
  }

  ConvertJob afterParsing(double itemJson) {
    return new ConvertJob(
        broadcastPlan, parquet, broadcastOutputs, hadoop, readAhead, true, itemJson, progress);
  }

  /** How data files that were verified are read again. */
  ReadOptions reading() {
    return ReadOptions.VERIFY.withoutMd5().ahead(readAhead).progress(progress.bytes()::add);
  }

  ConvertPlan plan() {
    return broadcastPlan.value();
  }

  TaskOutputs outputs() {
    return broadcastOutputs.value();
  }

  Configuration configuration() {
    return hadoop.value().value();
  }
}
