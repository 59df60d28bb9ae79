package io.dynalake.compare;

import io.dynalake.host.ClusterCores;
import io.dynalake.source.ProgressCounters;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.util.SerializableConfiguration;

/** Compares two inputs, by Spark jobs. Each is read once, and files with samples once more. */
public final class Comparison {
  /** What a task merges of both inputs, as stored; a row is about as large as a small item. */
  private static final long TASK_BYTES = 128L << 20;

  private static final int MOST_TASKS = 10_000;

  private final SparkSession spark;
  private final JavaSparkContext context;
  private final Map<Side, ComparedInput> inputs;
  private final CompareRules rules;
  private final SampleSettings samples;

  private Comparison(
      SparkSession spark,
      Map<Side, ComparedInput> inputs,
      CompareRules rules,
      SampleSettings samples) {
    this.spark = spark;
    this.context = JavaSparkContext.fromSparkContext(spark.sparkContext());
    this.inputs = inputs;
    this.rules = rules;
    this.samples = samples;
  }

  /**
   * Compares all items of two inputs.
   *
   * @throws io.dynalake.error.JobException wrapped by Spark, if a file cannot be read or is not
   *     what its manifest promises
   */
  public static CompareResult run(
      SparkSession spark,
      ComparedInput left,
      ComparedInput right,
      CompareRules rules,
      SampleSettings samples) {
    return new Comparison(spark, Map.of(Side.LEFT, left, Side.RIGHT, right), rules, samples)
        .run(left, right);
  }

  private CompareResult run(ComparedInput left, ComparedInput right) {
    ProgressCounters counters = ProgressCounters.of(context);
    JavaRDD<Row> rows = rows(Side.LEFT, left, counters).union(rows(Side.RIGHT, right, counters));
    Tally tally =
        KeyRows.sorted(spark, rows, tasks(left.bytes() + right.bytes()))
            .mapPartitions(new KeyMerge(samples.most()))
            .collect()
            .stream()
            .reduce(new Tally(samples.most()), Tally::plus);
    return new CompareResult(
        tally.equal(),
        tally.count(Difference.DIFFERENT),
        tally.count(Difference.MISSING),
        tally.count(Difference.EXTRA),
        tally.counts(Side.LEFT),
        tally.counts(Side.RIGHT),
        sampled(tally));
  }

  private JavaRDD<Row> rows(Side side, ComparedInput input, ProgressCounters counters) {
    return input
        .format()
        .items(spark, input.files())
        .mapPartitionsWithIndex(
            new ItemRows(side, input.location(), input.files(), rules, counters), false);
  }

  private int tasks(long bytes) {
    long wanted = Math.max(ClusterCores.of(context), bytes / TASK_BYTES);
    return (int) Math.min(wanted, MOST_TASKS);
  }

  private List<SampledDifference> sampled(Tally tally) {
    List<Sample> found =
        tally.samples().stream().sorted(Comparator.comparing(Sample::difference)).toList();
    return new SampleReader(context, inputs, rules, samples)
        .read(found, new SerializableConfiguration(spark.sessionState().newHadoopConf()));
  }
}
