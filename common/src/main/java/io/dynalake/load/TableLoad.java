package io.dynalake.load;

import io.dynalake.capacity.SharedBudget;
import io.dynalake.host.ClusterCores;
import io.dynalake.load.read.InputFile;
import io.dynalake.load.write.KeyOrder;
import io.dynalake.load.write.Purpose;
import io.dynalake.load.write.WriteCounters;
import io.dynalake.load.write.WriteResult;
import io.dynalake.load.write.WriteTask;
import io.dynalake.source.ProgressCounters;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.util.LongAccumulator;
import org.apache.spark.util.SerializableConfiguration;

/** Loads files into a table, by Spark jobs. */
public final class TableLoad {
  private final SparkSession spark;
  private final JavaSparkContext context;
  private final LoadSettings settings;
  private final Broadcast<SerializableConfiguration> hadoop;

  public TableLoad(SparkSession spark, LoadSettings settings) {
    this.spark = spark;
    this.context = JavaSparkContext.fromSparkContext(spark.sparkContext());
    this.settings = settings;
    this.hadoop =
        context.broadcast(new SerializableConfiguration(spark.sessionState().newHadoopConf()));
  }

  /**
   * Reads files and checks each of their items; what cannot be written becomes a dead letter.
   *
   * @param files their numbers
   */
  public List<FileCheck> check(Collection<Integer> files) {
    CheckTask task =
        new CheckTask(
            settings.format().verifyingWhileReading(),
            settings.files(),
            settings.to().keys(),
            settings.deadLetters(),
            hadoop,
            counter(ProgressCounters.FILES),
            counter(ProgressCounters.ITEMS),
            counter(ProgressCounters.BYTES));
    return files.isEmpty()
        ? List.of()
        : context.parallelize(List.copyOf(files), files.size()).map(task::check).collect();
  }

  private LongAccumulator counter(String name) {
    return context.sc().longAccumulator(name);
  }

  /**
   * Writes the good items of some files, in an order that spreads over the table.
   *
   * @param round its number, for names of files
   * @param files their numbers
   * @throws io.dynalake.error.JobException wrapped by Spark, if the table cannot be written to;
   *     what was written stays
   */
  public WriteResult write(int round, Collection<Integer> files) {
    List<Integer> numbers = List.copyOf(files);
    JavaRDD<Row> rows =
        settings
            .format()
            .items(spark, numbers.stream().map(settings.files()::get).toList())
            .mapPartitionsWithIndex(new ItemRows(numbers, settings.to().keys()), false);
    try (SharedBudget budget =
        SharedBudget.open(
            settings.rate(),
            settings.rate().unitsPerSecond(settings.to().description()),
            settings.to()::description)) {
      WriteTask task =
          new WriteTask(
              settings.to(),
              new Purpose.Put(settings.ifExists()),
              budget.addressOrNull(),
              settings.requestsAtOnce(),
              WriteCounters.of(context));
      List<String> locations = settings.files().stream().map(InputFile::location).toList();
      String folder = settings.deadLetters();
      Broadcast<SerializableConfiguration> conf = hadoop;
      return KeyOrder.sorted(spark, rows, tasks())
          .mapPartitions(
              sorted ->
                  List.of(
                          task.run(
                              KeyOrder.writes(sorted, locations),
                              new DeadLetters(folder, name(round), conf.value().value())))
                      .iterator())
          .collect()
          .stream()
          .reduce(WriteResult.NOTHING, WriteResult::plus);
    }
  }

  private static String name(int round) {
    return String.format(Locale.ROOT, "refused-%05d-%05d", round, TaskContext.getPartitionId());
  }

  /** How many tasks write at once. */
  public int tasks() {
    return ClusterCores.of(context);
  }

  /** The numbers of all files. */
  public List<Integer> files() {
    return IntStream.range(0, settings.files().size()).boxed().toList();
  }
}
