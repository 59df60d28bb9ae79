package io.dynalake.archive;

import io.dynalake.capacity.RateTarget;
import io.dynalake.capacity.SharedBudget;
import io.dynalake.error.ErrorCode;
import io.dynalake.error.JobException;
import io.dynalake.export.BadFileException;
import io.dynalake.host.ClusterCores;
import io.dynalake.load.read.ExportFormat;
import io.dynalake.load.read.InputFile;
import io.dynalake.load.read.InputFormat;
import io.dynalake.load.write.Connection;
import io.dynalake.load.write.KeyOrder;
import io.dynalake.load.write.Purpose;
import io.dynalake.load.write.Write;
import io.dynalake.load.write.WriteCounters;
import io.dynalake.load.write.WriteResult;
import io.dynalake.load.write.WriteTask;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.util.SerializableConfiguration;

/** Verifies a landing, and deletes from the table what it holds, by Spark jobs. */
public final class TableArchive {
  private static final InputFormat FORMAT = new ExportFormat();

  private final SparkSession spark;
  private final JavaSparkContext context;
  private final List<InputFile> files;
  private final Connection table;
  private final Age age;
  private final Broadcast<SerializableConfiguration> hadoop;

  /**
   * Opens a landing.
   *
   * @param landing the folder of its export
   * @param table that it was landed from
   * @param age of the items that are to be deleted
   */
  public TableArchive(SparkSession spark, String landing, Connection table, Age age) {
    this.spark = spark;
    this.context = JavaSparkContext.fromSparkContext(spark.sparkContext());
    this.hadoop =
        context.broadcast(new SerializableConfiguration(spark.sessionState().newHadoopConf()));
    this.files = FORMAT.files(landing, hadoop.value().value());
    this.table = table;
    this.age = age;
  }

  /**
   * Reads every file back: MD5 and count as the manifest has them, each item well-formed and of the
   * table's keys, each key once.
   */
  public Archived verify() {
    if (files.isEmpty()) {
      return Archived.NOTHING;
    }
    Age wanted = age;
    List<String> locations = files.stream().map(InputFile::location).toList();
    try {
      return sorted(FORMAT.verifyingWhileReading())
          .mapPartitions(
              rows ->
                  List.of(verified(KeyOrder.writes(rows, locations), wanted.judge())).iterator())
          .collect()
          .stream()
          .reduce(Archived.NOTHING, Archived::plus);
    } catch (Exception e) {
      // Spark throws checked exceptions that its methods do not declare.
      for (Throwable cause = e; cause != null; cause = cause.getCause()) {
        if (cause instanceof BadFileException bad) {
          return new Archived(0, 0, 0, 0, 0, String.valueOf(bad.getMessage()));
        }
      }
      throw e;
    }
  }

  private static Archived verified(Iterator<Write> all, Age.Judge judge) {
    long items = 0;
    long keys = 0;
    long tooYoung = 0;
    long bytes = 0;
    long units = 0;
    byte[] last = null;
    while (all.hasNext()) {
      Write item = all.next();
      items++;
      keys += last != null && Arrays.equals(last, item.key()) ? 0 : 1;
      last = item.key();
      if (judge.isOld(item.json())) {
        bytes += item.size();
        units += Write.units(item.size());
      } else {
        tooYoung++;
      }
    }
    String problem = items == keys ? "" : (items - keys) + " items have the key of another one";
    return new Archived(items, keys, tooYoung, bytes, units, problem);
  }

  private JavaRDD<Row> sorted(InputFormat format) {
    JavaRDD<Row> rows =
        format
            .items(spark, files)
            .mapPartitionsWithIndex(new ArchiveRows(files, table.keys()), false);
    return KeyOrder.sorted(spark, rows, tasks());
  }

  /** How many tasks delete at once. */
  public int tasks() {
    return ClusterCores.of(context);
  }

  /**
   * Deletes what the landing holds, after it was verified.
   *
   * @param purpose deletes, with a condition or without
   * @param left folder for the items that stay, with the reasons
   * @throws JobException wrapped by Spark, if the table cannot be written to; what was deleted is
   *     in the landing
   */
  public WriteResult delete(Purpose purpose, RateTarget rate, int requestsAtOnce, String left) {
    if (purpose instanceof Purpose.Put) {
      throw new JobException(ErrorCode.BUG, "archive: nothing is to be put");
    }
    if (files.isEmpty()) {
      return WriteResult.NOTHING;
    }
    Age wanted = age;
    List<String> locations = files.stream().map(InputFile::location).toList();
    Broadcast<SerializableConfiguration> conf = hadoop;
    try (SharedBudget budget =
        SharedBudget.open(rate, rate.unitsPerSecond(table.description()), table::description)) {
      WriteTask task =
          new WriteTask(
              table, purpose, budget.addressOrNull(), requestsAtOnce, WriteCounters.of(context));
      return sorted(FORMAT)
          .mapPartitions(
              rows ->
                  List.of(
                          task.run(
                              new OldOnly(KeyOrder.writes(rows, locations), wanted.judge()),
                              new LeftItems(left, name(), conf.value().value())))
                      .iterator())
          .collect()
          .stream()
          .reduce(WriteResult.NOTHING, WriteResult::plus);
    }
  }

  private static String name() {
    return String.format(Locale.ROOT, "left-%05d", TaskContext.getPartitionId());
  }
}
