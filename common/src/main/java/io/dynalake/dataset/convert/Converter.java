package io.dynalake.dataset.convert;

import io.dynalake.dataset.commit.TaskOutput;
import io.dynalake.dataset.commit.TaskOutputs;
import io.dynalake.dataset.parquet.ParquetSettings;
import io.dynalake.error.ErrorCode;
import io.dynalake.error.JobException;
import io.dynalake.host.ClusterCores;
import io.dynalake.source.FileGroups;
import io.dynalake.source.Quarantine;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.IntStream;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.util.TaskCompletionListener;
import scala.Tuple2;

/** Runs the second pass as one Spark job, two stages if items scatter over directories. */
public final class Converter {
  private Converter() {}

  /** Writes what the plan says into the outputs; nothing is visible before they are committed. */
  public static ConvertResult run(
      JavaSparkContext spark,
      ConvertPlan plan,
      ParquetSettings parquet,
      TaskOutputs outputs,
      Configuration hadoop) {
    ConvertJob job = ConvertJob.of(spark, plan, parquet, outputs, hadoop);
    List<ConvertResult> results =
        plan.selection().scatters() ? scattered(spark, plan, job) : direct(spark, plan, job);
    return ConvertResult.merged(results);
  }

  private static List<ConvertResult> direct(
      JavaSparkContext spark, ConvertPlan plan, ConvertJob job) {
    int tasks = plan.groups().size();
    if (tasks == 0) {
      return List.of();
    }
    return spark.parallelize(range(tasks), tasks).map(task -> convertFiles(job, task)).collect();
  }

  private static List<ConvertResult> scattered(
      JavaSparkContext spark, ConvertPlan plan, ConvertJob job) {
    int slots = plan.slots().size();
    if (plan.files().isEmpty() || slots == 0) {
      return List.of();
    }
    List<List<Integer>> groups =
        FileGroups.forReading(
            plan.files().stream().map(ConvertPlan.Input::file).toList(), ClusterCores.of(spark));
    JavaPairRDD<Integer, byte[]> lines =
        spark.parallelize(groups, groups.size()).flatMapToPair(files -> scatter(job, files));
    return gathered(ChunkShuffle.of(lines, slots, false), job);
  }

  static List<ConvertResult> gathered(JavaPairRDD<Integer, byte[]> shuffled, ConvertJob job) {
    int tasks = ChunkShuffle.tasks(job.plan().slots().size());
    return shuffled
        .mapPartitionsWithIndex(
            (partition, chunks) ->
                partition < tasks
                    ? List.of(gather(job, chunks)).iterator()
                    : Collections.<ConvertResult>emptyIterator(),
            false)
        .collect();
  }

  private static List<Integer> range(int count) {
    return IntStream.range(0, count).boxed().toList();
  }

  private static Iterator<Tuple2<Integer, byte[]>> scatter(ConvertJob job, List<Integer> files) {
    ScatterFiles lines = new ScatterFiles(job, files);
    TaskCompletionListener close = context -> lines.close();
    TaskContext.get().addTaskCompletionListener(close);
    return lines;
  }

  private static ConvertResult convertFiles(ConvertJob job, int task) throws IOException {
    return write(
        job,
        task,
        (rows, refusals) ->
            new ConvertFiles(job, rows, refusals).convert(task, job.plan().groups().get(task)));
  }

  private static ConvertResult gather(ConvertJob job, Iterator<Tuple2<Integer, byte[]>> chunks)
      throws IOException {
    return write(
        job,
        TaskContext.getPartitionId(),
        (rows, refusals) -> {
          Gather gather =
              job.parsed() ? new GatherBatches(job, rows) : new GatherLines(job, rows, refusals);
          while (chunks.hasNext()) {
            Tuple2<Integer, byte[]> chunk = chunks.next();
            gather.add(chunk._1(), chunk._2());
          }
          gather.finish();
        });
  }

  private interface Work {
    void run(RowFiles rows, Refusals refusals) throws IOException;
  }

  /** Runs a task's work and commits its files, or leaves nothing behind. */
  private static ConvertResult write(ConvertJob job, int task, Work work) throws IOException {
    ConvertSettings settings = job.plan().settings();
    Configuration hadoop = job.configuration();
    String quarantine = String.format(Locale.ROOT, "convert-%05d.jsonl", task);
    TaskOutput output = job.outputs().open(TaskContext.get().taskAttemptId());
    boolean done = false;
    try (var rows = new RowFiles(settings, job.parquet(), output, hadoop);
        var refusals =
            new Refusals(
                new Quarantine(settings.quarantineOrNull(), quarantine, hadoop),
                settings.maxBadItems())) {
      work.run(rows, refusals);
      output.commit();
      done = true;
      return new ConvertResult(new ArrayList<>(rows.files()), refusals.count(), refusals.named());
    } catch (UncheckedIOException e) {
      throw writing(job, Objects.requireNonNull(e.getCause()));
    } catch (IOException e) {
      throw writing(job, e);
    } finally {
      if (!done) {
        output.abort();
      }
    }
  }

  private static JobException writing(ConvertJob job, IOException e) {
    return new JobException(
        ErrorCode.SERVICE,
        job.outputs().root()
            + ": a data file could not be written; "
            + e.getMessage()
            + "; nothing of it is visible; mend that and run the same command again",
        e);
  }
}
