package io.dynalake.source;

import io.dynalake.error.ErrorCode;
import io.dynalake.error.JobException;
import io.dynalake.export.DataFile;
import io.dynalake.export.Export;
import io.dynalake.export.Exports;
import io.dynalake.export.FullExport;
import io.dynalake.export.IncrementalExport;
import io.dynalake.schema.ChangeSchema;
import io.dynalake.schema.ItemSchema;
import io.dynalake.schema.SparkTypes;
import io.dynalake.schema.TypingRules;
import io.dynalake.source.SourceOptions.BadFiles;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;
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
    Export export,
    ItemSchema schema,
    List<ExportPartition> partitions,
    boolean verified) {
  private static final Logger LOG = LoggerFactory.getLogger(ExportContents.class);

  /** Reads all items of all files, in a Spark job. */
  static ExportContents inferring(SourceOptions options, SparkSession spark) {
    Configuration hadoop = spark.sessionState().newHadoopConf();
    Export export = Exports.openAny(options.location(), hadoop);
    ProfileSettings settings = new ProfileSettings(options.profile(), options.maxBadItems(), null);
    JavaSparkContext context = JavaSparkContext.fromSparkContext(spark.sparkContext());
    if (export instanceof IncrementalExport changes) {
      ExportFindings<KeyNames> findings =
          ExportProfiler.changes(context, changes, hadoop, settings);
      requireGood(export, findings, options);
      ItemSchema images = TypingRules.infer(findings.whole(), options.typing()).schema();
      List<String> keys = findings.probe().require(export.location());
      ItemSchema schema = new ChangeSchema(images, keys).columns();
      return new ExportContents(options, export, schema, partitions(export, findings), true);
    }
    ExportFindings<Integer> findings = ExportProfiler.run(context, export, hadoop, settings);
    requireGood(export, findings, options);
    ItemSchema schema = TypingRules.infer(findings.whole(), options.typing()).schema();
    return new ExportContents(options, export, schema, partitions(export, findings), true);
  }

  /** Reads the manifests only, unless files are to be skipped, which takes reading them first. */
  static ExportContents withSchema(StructType given, SourceOptions options, SparkSession spark) {
    Configuration hadoop = spark.sessionState().newHadoopConf();
    Export export = Exports.openAny(options.location(), hadoop);
    ItemSchema schema =
        export instanceof IncrementalExport
            ? ChangeSchema.fromStructType(given)
            : SparkTypes.fromStructType(given);
    if (options.badFiles() == BadFiles.SKIP) {
      ExportFindings<Integer> findings =
          ExportProfiler.run(
              JavaSparkContext.fromSparkContext(spark.sparkContext()),
              export,
              hadoop,
              new ProfileSettings(options.profile(), options.maxBadItems(), null));
      requireGood(export, findings, options);
      return new ExportContents(options, export, schema, partitions(export, findings), true);
    }
    List<ExportPartition> partitions =
        export.files().stream().map(file -> new ExportPartition(file, List.of())).toList();
    return new ExportContents(options, export, schema, partitions, false);
  }

  /** The schema for Spark. */
  StructType structType() {
    return export instanceof IncrementalExport
        ? ChangeSchema.toStructType(schema)
        : SparkTypes.toStructType(schema);
  }

  private static void requireGood(
      Export export, ExportFindings<?> findings, SourceOptions options) {
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
  }

  private static List<ExportPartition> partitions(Export export, ExportFindings<?> findings) {
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
    Map<String, String> properties = new TreeMap<>();
    properties.put("location", export.location());
    properties.put("exportArn", export.exportArn());
    properties.put("tableArn", export.tableArn());
    if (export instanceof FullExport full) {
      properties.put("exportTime", full.exportTime());
    } else if (export instanceof IncrementalExport changes) {
      properties.put("exportFromTime", changes.period().from().toString());
      properties.put("exportToTime", changes.period().to().toString());
    }
    return properties;
  }
}
