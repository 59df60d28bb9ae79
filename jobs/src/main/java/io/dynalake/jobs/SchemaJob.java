package io.dynalake.jobs;

import io.dynalake.dataset.PinnedDataset;
import io.dynalake.dataset.commit.DatasetTransaction;
import io.dynalake.dataset.commit.RunIdentity;
import io.dynalake.dataset.commit.SchemaStore;
import io.dynalake.dataset.commit.SchemaToPin;
import io.dynalake.dataset.commit.WriteMode;
import io.dynalake.dataset.partition.PartitionSpec;
import io.dynalake.dataset.partition.TableFormat;
import io.dynalake.error.ErrorCode;
import io.dynalake.error.JobException;
import io.dynalake.export.Exports;
import io.dynalake.export.FullExport;
import io.dynalake.jobs.options.SchemaJobArguments;
import io.dynalake.jobs.progress.ProgressListener;
import io.dynalake.schema.AttributePath;
import io.dynalake.schema.InferredSchema;
import io.dynalake.schema.ItemSchema;
import io.dynalake.schema.PinnedSchema;
import io.dynalake.schema.SchemaDdl;
import io.dynalake.schema.SchemaDiff;
import io.dynalake.schema.SchemaEvolution;
import io.dynalake.schema.SchemaReport;
import io.dynalake.schema.TypingRules;
import io.dynalake.source.ExportFindings;
import io.dynalake.source.ExportProfiler;
import io.dynalake.source.ProfileSettings;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.apache.hadoop.conf.Configuration;

/** Infers, prints, compares and pins schemas. */
final class SchemaJob implements Job<SchemaJobArguments> {
  @Override
  public void run(SchemaJobArguments arguments, JobContext context) {
    try (SparkStart start = SparkStart.begin("dynalake schema", context.meters())) {
      run(arguments, context, start);
    }
  }

  private static void run(SchemaJobArguments arguments, JobContext context, SparkStart start) {
    Configuration hadoop = start.hadoop();
    Optional<PinnedDataset> pinned =
        arguments
            .target()
            .flatMap(target -> PinnedDataset.latest(SchemaStore.at(target, hadoop), target));
    Optional<ItemSchema> before = pinned.flatMap(p -> p.schema(""));
    if (pinned.isPresent() && before.isEmpty()) {
      throw new JobException(
          ErrorCode.USAGE,
          "--target "
              + arguments.target().orElse("")
              + ": holds one dataset per entity; this job compares and pins single datasets; leave"
              + " --target out");
    }
    InferredSchema inferred = infer(arguments, context, start, pinned, before);
    context.progress().close();
    for (SchemaJobArguments.Print form : arguments.print()) {
      context.out().println(printed(form, arguments, inferred).stripTrailing());
    }
    if (arguments.diff()) {
      var diff = SchemaDiff.between(before.orElse(new ItemSchema(List.of())), inferred.schema());
      context.out().print(diff.isEmpty() ? "no differences\n" : diff.text());
    }
    if (arguments.pin()) {
      pin(arguments, context, hadoop, inferred, pinned);
    }
  }

  private static InferredSchema infer(
      SchemaJobArguments arguments,
      JobContext context,
      SparkStart start,
      Optional<PinnedDataset> pinned,
      Optional<ItemSchema> before) {
    Configuration hadoop = start.hadoop();
    FullExport export = Exports.open(arguments.export(), hadoop);
    export.warnings().forEach(context.progress()::note);
    ProgressListener progress =
        new ProgressListener(() -> start.context().sc(), context.progress());
    try {
      long bytes = export.files().stream().mapToLong(f -> Math.max(f.size(), 0)).sum();
      progress.begin("verify", export.files().size(), bytes);
      Set<AttributePath> maps = pinned.map(PinnedDataset::mapPaths).orElse(Set.of());
      var settings =
          new ProfileSettings(arguments.schema().profileOptions(maps), arguments.badItems(), null);
      ExportFindings<Integer> findings =
          ExportProfiler.run(start.context(), export, hadoop, settings);
      progress.end(export.files().size(), findings.items(), bytes);
      findings.requireFiles(export.location(), false);
      findings.requireItems(export.location(), arguments.badItems());
      return TypingRules.infer(
          findings.whole(),
          arguments.schema().typingOptions(),
          before.orElse(new ItemSchema(List.of())));
    } finally {
      progress.stop();
    }
  }

  private static String printed(
      SchemaJobArguments.Print form, SchemaJobArguments arguments, InferredSchema inferred) {
    return switch (form) {
      case TREE -> SchemaReport.of(inferred);
      case SPARK_DDL -> SchemaDdl.spark(inferred.schema());
      case ATHENA_DDL ->
          SchemaDdl.athena(
              inferred.schema(),
              arguments.tableName(),
              arguments.location().or(arguments::target).orElse("s3://bucket/path"),
              spec(arguments).columnTypes());
      case JSON -> new PinnedSchema(1, inferred.schema()).toJson();
    };
  }

  private static PartitionSpec spec(SchemaJobArguments arguments) {
    return arguments.partitionBy().isEmpty()
        ? PartitionSpec.unpartitioned()
        : PartitionSpec.parse(String.join(", ", arguments.partitionBy()));
  }

  private static void pin(
      SchemaJobArguments arguments,
      JobContext context,
      Configuration hadoop,
      InferredSchema inferred,
      Optional<PinnedDataset> pinned) {
    String target = arguments.target().orElseThrow();
    ItemSchema schema =
        pinned
            .flatMap(p -> p.schema(""))
            .map(before -> SchemaEvolution.evolve(before, inferred).schema())
            .orElse(inferred.schema());
    if (pinned.flatMap(p -> p.schema("")).equals(Optional.of(schema))) {
      context.out().println("pinned already: version " + pinned.orElseThrow().version());
      return;
    }
    var next =
        new PinnedDataset(
            pinned.map(PinnedDataset::version).orElse(0) + 1,
            pinned.map(PinnedDataset::format).orElse(TableFormat.PARQUET),
            pinned.map(PinnedDataset::partitionBy).orElse(spec(arguments).terms()),
            Map.of("", schema));
    String id = "schema-" + UUID.randomUUID();
    // Under the lease of the dataset, so that no run pins another schema at the same time.
    try (var transaction =
        DatasetTransaction.begin(
            target,
            hadoop,
            new RunIdentity(id, "schema", id),
            WriteMode.APPEND,
            context.progress()::note)) {
      transaction.schemas().install(new SchemaToPin(next.version(), next.toJson()));
    }
    context.out().println("pinned: version " + next.version() + " in " + target);
  }
}
