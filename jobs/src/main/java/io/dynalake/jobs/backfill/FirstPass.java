package io.dynalake.jobs.backfill;

import io.dynalake.dataset.commit.TaskOutputs;
import io.dynalake.dataset.convert.ConvertPlan;
import io.dynalake.dataset.convert.ConvertResult;
import io.dynalake.dataset.convert.EarlyResult;
import io.dynalake.dataset.convert.EarlyScatter;
import io.dynalake.dataset.convert.ItemSelection;
import io.dynalake.dataset.convert.PlanFindings;
import io.dynalake.dataset.convert.PlanProbe;
import io.dynalake.dataset.parquet.ParquetSettings;
import io.dynalake.export.FullExport;
import io.dynalake.host.ClusterCores;
import io.dynalake.jobs.progress.ProgressListener;
import io.dynalake.source.ExportFindings;
import io.dynalake.source.ExportProfiler;
import io.dynalake.source.FileGroups;
import io.dynalake.source.ProfileSettings;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.api.java.JavaSparkContext;

/**
 * Reads all items: verifies and profiles them, and by a guess does already what else is to be done
 * with them.
 */
final class FirstPass {
  private final JavaSparkContext spark;
  private final Configuration hadoop;
  private final FullExport export;
  private final ProfileSettings settings;
  private final ProgressListener progress;
  private final int maxPartitions;

  FirstPass(
      JavaSparkContext spark,
      Configuration hadoop,
      FullExport export,
      ProfileSettings settings,
      ProgressListener progress,
      int maxPartitions) {
    this.spark = spark;
    this.hadoop = hadoop;
    this.export = export;
    this.settings = settings;
    this.progress = progress;
    this.maxPartitions = maxPartitions;
  }

  /** How to come from a guess to converted items. */
  private interface Early {
    /** What was converted, if these are the datasets of the guess. */
    Optional<ConvertResult> converted(
        List<ConvertPlan.Dataset> datasets, ParquetSettings parquet, TaskOutputs outputs);
  }

  /**
   * What the first pass has found out.
   *
   * @param guessed whether there was a guess
   * @param isOnlyOne whether the items were converted in this pass, if the guess holds
   */
  record Result(
      ExportFindings<PlanFindings> findings, boolean guessed, boolean isOnlyOne, Early early) {

    /** What was converted, if these are the datasets of the guess; asked once. */
    Optional<ConvertResult> converted(
        List<ConvertPlan.Dataset> datasets, ParquetSettings parquet, TaskOutputs outputs) {
      return early.converted(datasets, parquet, outputs);
    }

    /** Why what the guess gave is of no use; empty if there was no guess. */
    Optional<String> misfit() {
      return guessed
          ? Optional.of(
              findings.probe().early().misfits().stream()
                  .findFirst()
                  .orElse("all items give other columns than the first ones"))
          : Optional.empty();
    }
  }

  /** Looks only. */
  Result look(ItemSelection selection) {
    begin("verify");
    var groups = FileGroups.forReading(export.files(), ClusterCores.of(spark));
    var probes = PlanProbe.Factory.counting(selection, maxPartitions);
    var findings = ended(ExportProfiler.run(spark, export, hadoop, settings, probes, groups));
    return new Result(findings, false, false, (datasets, parquet, outputs) -> Optional.empty());
  }

  /** Converts too, by a plan for items that do not scatter. */
  Result convert(ConvertPlan guess, ParquetSettings settled, TaskOutputs into) {
    begin("convert");
    var probes = PlanProbe.Factory.converting(spark, guess, settled, into, hadoop, maxPartitions);
    var findings =
        ended(ExportProfiler.run(spark, export, hadoop, settings, probes, guess.groups()));
    EarlyResult early = findings.probe().early();
    return new Result(
        findings,
        true,
        true,
        (datasets, parquet, outputs) ->
            early.misfits().isEmpty() && guess.writesLike(datasets)
                ? Optional.of(early.toConvertResult())
                : Optional.empty());
  }

  /** Sends the items to the shuffle too, by a plan for items that scatter. */
  Result scatter(ConvertPlan guess) {
    begin("verify");
    EarlyScatter scatter = EarlyScatter.run(spark, export, hadoop, settings, guess, maxPartitions);
    var findings = ended(scatter.findings());
    return new Result(
        findings,
        true,
        false,
        (datasets, parquet, outputs) ->
            scatter.holds(datasets)
                ? Optional.of(gather(scatter, parquet, outputs))
                : Optional.empty());
  }

  private ConvertResult gather(EarlyScatter scatter, ParquetSettings parquet, TaskOutputs outputs) {
    long json = scatter.findings().decodedBytes();
    progress.begin("convert", scatter.slots(), json);
    ConvertResult result = scatter.convert(spark, parquet, outputs, hadoop);
    progress.end(scatter.slots(), result.items(), json);
    return result;
  }

  private void begin(String phase) {
    progress.begin(phase, export.files().size(), export.storedBytes());
  }

  private ExportFindings<PlanFindings> ended(ExportFindings<PlanFindings> findings) {
    progress.end(export.files().size(), findings.items(), export.storedBytes());
    return findings;
  }
}
