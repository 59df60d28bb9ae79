package io.dynalake.dataset.convert;

import io.dynalake.dataset.commit.TaskOutputs;
import io.dynalake.dataset.parquet.ParquetSettings;
import io.dynalake.dataset.partition.PartitionStats;
import io.dynalake.dataset.partition.UpdatedAtFilter;
import io.dynalake.dataset.partition.UpdatedAtFilter.Decision;
import io.dynalake.item.MapSink;
import io.dynalake.schema.ItemProfile;
import io.dynalake.source.ItemProbe;
import java.io.IOException;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.api.java.JavaSparkContext;
import org.jspecify.annotations.Nullable;

/**
 * Counts, during the profile pass, what each directory will receive, and may convert the items, or
 * send them to the shuffle, in passing.
 */
public final class PlanProbe implements ItemProbe<PlanFindings> {
  private final int maxPartitions;
  private final ItemTarget target;
  private final @Nullable EarlyItems early;
  private final PlanFindings ofFiles;
  private PlanFindings ofFile;

  PlanProbe(ItemSelection selection, int maxPartitions, @Nullable EarlyItems early) {
    this.maxPartitions = maxPartitions;
    this.target = new ItemTarget(selection);
    this.early = early;
    this.ofFiles = nothing(maxPartitions);
    this.ofFile = nothing(maxPartitions);
  }

  private static PlanFindings nothing(int maxPartitions) {
    return new PlanFindings(
        new PartitionStats(maxPartitions), new UpdatedAtFilter.Counts(), EarlyResult.nothing());
  }

  @Override
  public boolean beginFile() {
    ofFile = nothing(maxPartitions);
    return early != null && early.beginFile();
  }

  @Override
  public MapSink wrap(MapSink inner) {
    return target.wrap(inner);
  }

  @Override
  public MapSink fill(ItemProfile profile) {
    return early == null ? profile.beginItem() : early.fill(target.entity(), profile);
  }

  @Override
  public String group() {
    return target.entity();
  }

  @Override
  public void endItem(byte[] block, int lineStart, int lineEnd, long line) {
    Decision decision = target.decide();
    ofFile.decisions().add(decision);
    String directory = "";
    if (decision.keeps()) {
      directory = target.directory();
      ofFile.directories().add(directory, lineEnd - lineStart + 1L);
    }
    if (early != null && early.isFilling()) {
      if (decision.keeps()) {
        early.keepItem(directory);
      } else {
        early.dropItem();
      }
    }
  }

  @Override
  public void refused(String reason) {
    if (early != null) {
      early.giveUp(reason);
    }
  }

  @Override
  public void endBlock() {
    if (early != null) {
      early.endBlock();
    }
  }

  @Override
  public void endFile() {
    ofFiles.merge(ofFile);
    if (early != null) {
      early.endFile();
    }
  }

  @Override
  public PlanFindings finish() throws IOException {
    EarlyResult result = early == null ? EarlyResult.nothing() : early.finish();
    return new PlanFindings(ofFiles.directories(), ofFiles.decisions(), result);
  }

  @Override
  public void close() throws IOException {
    if (early != null) {
      early.close();
    }
  }

  /** Makes the probes of the tasks. */
  public static final class Factory implements ItemProbe.Factory<PlanFindings> {
    private static final long serialVersionUID = 1L;

    private final ItemSelection selection;
    private final int maxPartitions;
    private final @Nullable ConvertJob early;

    private Factory(ItemSelection selection, int maxPartitions, @Nullable ConvertJob early) {
      this.selection = selection;
      this.maxPartitions = maxPartitions;
      this.early = early;
    }

    /** Probes that only count. */
    public static Factory counting(ItemSelection selection, int maxPartitions) {
      return new Factory(selection, maxPartitions, null);
    }

    /**
     * Probes that convert in passing; one task of the profile pass for each of the plan's groups.
     *
     * @param plan made from a guessed schema, of items that do not scatter
     */
    public static Factory converting(
        JavaSparkContext spark,
        ConvertPlan plan,
        ParquetSettings parquet,
        TaskOutputs outputs,
        Configuration hadoop,
        int maxPartitions) {
      ConvertJob job = ConvertJob.of(spark, plan, parquet, outputs, hadoop);
      return new Factory(plan.selection(), maxPartitions, job);
    }

    @Override
    public PlanProbe create(int task) throws IOException {
      EarlyConversion conversion = early == null ? null : new EarlyConversion(early, task);
      return new PlanProbe(selection, maxPartitions, conversion);
    }

    @Override
    public PlanFindings none() {
      return nothing(maxPartitions);
    }

    @Override
    public PlanFindings merge(PlanFindings left, PlanFindings right) {
      return left.merge(right);
    }

    @Override
    public boolean grouped() {
      return selection.entity().isPresent();
    }
  }
}
