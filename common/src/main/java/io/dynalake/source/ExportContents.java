package io.dynalake.source;

import static java.util.Objects.requireNonNull;

import io.dynalake.error.ErrorCode;
import io.dynalake.error.JobException;
import io.dynalake.export.DataFile;
import io.dynalake.export.Exports;
import io.dynalake.export.FullExport;
import io.dynalake.schema.ItemProfile;
import io.dynalake.schema.ItemSchema;
import io.dynalake.schema.TypingRules;
import io.dynalake.source.SourceOptions.BadFiles;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What there is to read: an export, its schema, and the data files to take.
 *
 * @param verified whether the files have been read once: then their malformed items are known and
 *     those that do not verify are left out
 */
record ExportContents(
    SourceOptions options,
    FullExport export,
    ItemSchema schema,
    List<ExportPartition> partitions,
    boolean verified) {
  private static final Logger LOG = LoggerFactory.getLogger(ExportContents.class);

  /** Reads all items of all files, in a Spark job. */
  static ExportContents inferring(SourceOptions options, SparkSession spark) {
    Configuration hadoop = spark.sessionState().newHadoopConf();
    FullExport export = Exports.open(options.location(), hadoop);
    ExportFindings<Integer> findings = profile(export, options, spark, hadoop);
    ItemProfile profile = requireNonNull(findings.profiles().get(ItemProbe.WHOLE));
    ItemSchema schema = TypingRules.infer(profile, options.typing()).schema();
    return new ExportContents(options, export, schema, partitions(export, findings), true);
  }

  /** Reads the manifests only, unless files are to be skipped, which takes reading them first. */
  static ExportContents withSchema(ItemSchema schema, SourceOptions options, SparkSession spark) {
    Configuration hadoop = spark.sessionState().newHadoopConf();
    FullExport export = Exports.open(options.location(), hadoop);
    if (options.badFiles() == BadFiles.SKIP) {
      ExportFindings<Integer> findings = profile(export, options, spark, hadoop);
      return new ExportContents(options, export, schema, partitions(export, findings), true);
    }
    List<ExportPartition> partitions =
        export.files().stream().map(file -> new ExportPartition(file, List.of())).toList();
    return new ExportContents(options, export, schema, partitions, false);
  }

  private static ExportFindings<Integer> profile(
      FullExport export, SourceOptions options, SparkSession spark, Configuration hadoop) {
    ExportFindings<Integer> findings =
        ExportProfiler.run(
            JavaSparkContext.fromSparkContext(spark.sparkContext()),
            export,
            hadoop,
            new ProfileSettings(options.profile(), options.maxBadItems(), null));
    List<String> failures =
        findings.failures().stream().map(f -> f.key() + ": " + f.failure().orElseThrow()).toList();
    if (!failures.isEmpty() && options.badFiles() == BadFiles.FAIL) {
      throw new JobException(
          ErrorCode.BAD_DATA,
          String.join("\n", failures)
              + "\n"
              + export.location()
              + ": "
              + failures.size()
              + " of "
              + export.files().size()
              + " data files do not verify; copy them again, or leave them out by option"
              + " onBadFile=skip");
    }
    failures.forEach(failure -> LOG.warn("left out: {}", failure));
    if (findings.badItems() > options.maxBadItems()) {
      List<String> named = findings.files().stream().flatMap(f -> f.badItems().stream()).toList();
      throw new JobException(
          ErrorCode.BAD_DATA,
          String.join("\n", named.subList(0, Math.min(named.size(), Quarantine.NAMED)))
              + "\n"
              + export.location()
              + ": there are malformed items, more than the "
              + options.maxBadItems()
              + " that option maxBadItems allows; correct them, or raise it to leave them out");
    }
    return findings;
  }

  private static List<ExportPartition> partitions(
      FullExport export, ExportFindings<Integer> findings) {
    List<ExportPartition> partitions = new ArrayList<>();
    for (FileFindings found : findings.files()) {
      DataFile file = export.files().get(found.index());
      // A file without items has been verified and has nothing more to give.
      if (found.failure().isEmpty() && found.items() > 0) {
        partitions.add(new ExportPartition(file, Arrays.stream(found.badLines()).boxed().toList()));
      }
    }
    return List.copyOf(partitions);
  }

  /** Identifies the export to people. */
  Map<String, String> properties() {
    return Map.of(
        "location", export.location(),
        "exportArn", export.exportArn(),
        "tableArn", export.tableArn(),
        "exportTime", export.exportTime());
  }
}
