package io.dynalake.source;

import io.dynalake.export.DataFile;
import io.dynalake.export.Export;
import io.dynalake.export.IncrementalExport;
import io.dynalake.host.ClusterCores;
import io.dynalake.schema.ItemProfile;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.util.SerializableConfiguration;

/**
 * The first pass over an export: every item of every file is read once, files are verified against
 * the manifest, and the profile of all attribute paths is made. One Spark job, without a Dataset,
 * whose planning would cost seconds.
 */
public final class ExportProfiler {
  private ExportProfiler() {}

  public static ExportFindings<Integer> run(
      JavaSparkContext spark, Export export, Configuration hadoop, ProfileSettings settings) {
    List<List<Integer>> groups = FileGroups.forReading(export.files(), ClusterCores.of(spark));
    return run(spark, export, hadoop, settings, ItemProbe.none(), groups);
  }

  /** Profiles the items that changes speak of, and learns which attributes are their keys. */
  public static ExportFindings<KeyNames> changes(
      JavaSparkContext spark,
      IncrementalExport export,
      Configuration hadoop,
      ProfileSettings settings) {
    List<List<Integer>> groups = FileGroups.forReading(export.files(), ClusterCores.of(spark));
    return run(spark, export, hadoop, settings, new ChangeProbe.Factory(), groups);
  }

  /**
   * Files that do not verify are in the result, and nothing of what they hold is.
   *
   * @param groups indexes of the files that one task reads, one after the other
   */
  public static <T extends Serializable> ExportFindings<T> run(
      JavaSparkContext spark,
      Export export,
      Configuration hadoop,
      ProfileSettings settings,
      ItemProbe.Factory<T> probes,
      List<List<Integer>> groups) {
    List<ProfileTask.Input> inputs = inputs(export, groups);
    ProfileTask task = task(spark, hadoop, settings, probes.grouped(), inputs.size());
    List<ProfileTask.Output<T>> outputs =
        inputs.isEmpty()
            ? List.of()
            : spark
                .parallelize(inputs, inputs.size())
                .map(input -> task.call(input, probes))
                .collect();
    // Spark returns the outputs in the order of the inputs, whichever task ended first.
    return findings(outputs, probes, settings);
  }

  /** What each task reads. */
  public static List<ProfileTask.Input> inputs(Export export, List<List<Integer>> groups) {
    List<DataFile> files = export.files();
    List<ProfileTask.Input> inputs = new ArrayList<>();
    for (List<Integer> group : groups) {
      inputs.add(
          new ProfileTask.Input(
              inputs.size(),
              group.stream().map(i -> new ProfileTask.Member(i, files.get(i))).toList()));
    }
    return inputs;
  }

  /** What so many tasks share. */
  public static ProfileTask task(
      JavaSparkContext spark,
      Configuration hadoop,
      ProfileSettings settings,
      boolean grouped,
      int tasks) {
    return new ProfileTask(
        spark.broadcast(new SerializableConfiguration(hadoop)),
        settings,
        grouped,
        tasks < ClusterCores.of(spark),
        ProgressCounters.of(spark));
  }

  /** What all tasks have found out, given in the order of their inputs. */
  public static <T extends Serializable> ExportFindings<T> findings(
      List<ProfileTask.Output<T>> outputs, ItemProbe.Factory<T> probes, ProfileSettings settings) {
    List<FileFindings> findings = new ArrayList<>();
    Map<String, ItemProfile> profiles = new TreeMap<>();
    T probe = probes.none();
    for (ProfileTask.Output<T> output : outputs) {
      findings.addAll(output.files());
      probe = probes.merge(probe, output.probe());
      output
          .profiles()
          .forEach(
              (group, bytes) ->
                  profiles.merge(group, ItemProfile.fromBytes(bytes), ItemProfile::mergeFrom));
    }
    findings.sort(Comparator.comparingInt(FileFindings::index));
    if (!probes.grouped()) {
      profiles.computeIfAbsent(ItemProbe.WHOLE, g -> new ItemProfile(settings.options()));
    }
    return new ExportFindings<>(findings, profiles, probe);
  }
}
