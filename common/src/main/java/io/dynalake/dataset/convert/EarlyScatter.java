package io.dynalake.dataset.convert;

import io.dynalake.dataset.commit.TaskOutputs;
import io.dynalake.dataset.parquet.ParquetSettings;
import io.dynalake.dataset.partition.PartitionStats;
import io.dynalake.export.FullExport;
import io.dynalake.host.ClusterCores;
import io.dynalake.source.ExportFindings;
import io.dynalake.source.ExportProfiler;
import io.dynalake.source.FileGroups;
import io.dynalake.source.ProfileRun;
import io.dynalake.source.ProfileSettings;
import io.dynalake.source.ProfileTask;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Objects;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.util.TaskCompletionListener;
import org.jspecify.annotations.Nullable;
import scala.Tuple2;

/**
 * The profile pass over items that scatter over directories, which sends them to the shuffle on the
 * way: the data files are read, decompressed and parsed once. Which slots and columns there are is
 * guessed from the first items. So this is of use if every directory was guessed, all items give
 * these columns, and every file verifies and has no malformed item. Parsed items are half the bytes
 * of lines, and to parse lines again took a quarter of the time.
 *
 * <p>What the tasks found out comes through the shuffle as well, in a partition of its own that the
 * driver reads first; Spark keeps the others until the conversion asks for them.
 */
public final class EarlyScatter {
  private final ConvertPlan plan;
  private final JavaPairRDD<Integer, byte[]> shuffled;
  private final ExportFindings<PlanFindings> findings;

  private EarlyScatter(
      ConvertPlan plan,
      JavaPairRDD<Integer, byte[]> shuffled,
      ExportFindings<PlanFindings> findings) {
    this.plan = plan;
    this.shuffled = shuffled;
    this.findings = findings;
  }

  /**
   * Reads the export.
   *
   * @param plan with slots, for all files of the export
   */
  public static EarlyScatter run(
      JavaSparkContext spark,
      FullExport export,
      Configuration hadoop,
      ProfileSettings settings,
      ConvertPlan plan,
      int maxPartitions) {
    var probes = PlanProbe.Factory.counting(plan.selection(), maxPartitions);
    List<List<Integer>> groups = FileGroups.forReading(export.files(), ClusterCores.of(spark));
    List<ProfileTask.Input> inputs = ExportProfiler.inputs(export, groups);
    ProfileTask task =
        ExportProfiler.task(spark, hadoop, settings, probes.grouped(), inputs.size());
    Broadcast<ConvertPlan> shared = spark.broadcast(plan);
    JavaPairRDD<Integer, byte[]> batches =
        spark
            .parallelize(inputs, inputs.size())
            .flatMapToPair(
                input -> {
                  Batches scattered = new Batches(task, input, shared.value(), maxPartitions);
                  TaskCompletionListener close = context -> scattered.close();
                  TaskContext.get().addTaskCompletionListener(close);
                  return scattered;
                });
    JavaPairRDD<Integer, byte[]> shuffled = ChunkShuffle.of(batches, plan.slots().size(), true);
    int last = shuffled.getNumPartitions() - 1;
    List<ProfileTask.Output<PlanFindings>> outputs = new ArrayList<>();
    for (Tuple2<Integer, byte[]> output : shuffled.collectPartitions(new int[] {last})[0]) {
      outputs.add(deserialized(output._2()));
    }
    return new EarlyScatter(plan, shuffled, ExportProfiler.findings(outputs, probes, settings));
  }

  public ExportFindings<PlanFindings> findings() {
    return findings;
  }

  /** Whether the items are parsed as these datasets want it, and all are in the shuffle. */
  public boolean holds(List<ConvertPlan.Dataset> datasets) {
    return findings.probe().early().misfits().isEmpty() && plan.writesLike(datasets);
  }

  /** Writes the items behind the shuffle. */
  public ConvertResult convert(
      JavaSparkContext spark, ParquetSettings parquet, TaskOutputs outputs, Configuration hadoop) {
    long items =
        findings.probe().directories().sizes().values().stream()
            .mapToLong(PartitionStats.Size::items)
            .sum();
    double jsonPerItem = (double) findings.decodedBytes() / Math.max(items, 1);
    ConvertJob job = ConvertJob.of(spark, plan, parquet, outputs, hadoop).afterParsing(jsonPerItem);
    return ConvertResult.merged(Converter.gathered(shuffled, job));
  }

  /** The places that items go to. */
  public int slots() {
    return plan.slots().size();
  }

  private static byte[] serialized(ProfileTask.Output<PlanFindings> output) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(output);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  @SuppressWarnings({"unchecked", "BanSerializableRead"}) // Written by our own tasks just before.
  private static ProfileTask.Output<PlanFindings> deserialized(byte[] bytes) {
    try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes))) {
      return (ProfileTask.Output<PlanFindings>) in.readObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The records of one task: the items of its data files in parts, then what it found out. */
  private static final class Batches implements Iterator<Tuple2<Integer, byte[]>> {
    private final BatchScatter scatter;
    private final ProfileRun<PlanFindings> run;
    private boolean reading = true;
    private boolean ended;
    private @Nullable Tuple2<Integer, byte[]> next;

    Batches(ProfileTask task, ProfileTask.Input input, ConvertPlan plan, int maxPartitions) {
      SlotTable slots = new SlotTable(plan.slots(), input.task());
      scatter = new BatchScatter(plan, slots);
      var early = new EarlyBatches(plan, scatter, slots);
      run = task.begin(input, new PlanProbe(plan.selection(), maxPartitions, early));
    }

    @Override
    public boolean hasNext() {
      if (next == null && !ended) {
        try {
          next = advance();
        } catch (IOException e) {
          throw new UncheckedIOException(e);
        }
      }
      return next != null;
    }

    private Tuple2<Integer, byte[]> advance() throws IOException {
      while (true) {
        Tuple2<Integer, byte[]> part = scatter.poll();
        if (part != null) {
          return part;
        }
        if (!reading) {
          ended = true;
          return new Tuple2<>(SlotPartitioner.FINDINGS, serialized(run.finish()));
        }
        reading = run.readBlock();
        if (!reading) {
          scatter.part();
        }
      }
    }

    @Override
    public Tuple2<Integer, byte[]> next() {
      if (!hasNext()) {
        throw new NoSuchElementException();
      }
      Tuple2<Integer, byte[]> record = Objects.requireNonNull(next);
      next = null;
      return record;
    }

    void close() {
      try {
        run.close();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
