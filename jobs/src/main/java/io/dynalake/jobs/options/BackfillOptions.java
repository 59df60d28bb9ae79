package io.dynalake.jobs.options;

import io.dynalake.dataset.iceberg.IcebergTarget;
import io.dynalake.dataset.partition.EntityRule;
import io.dynalake.dataset.partition.TableFormat;
import io.dynalake.dataset.partition.UpdatedAtFilter;
import io.dynalake.dataset.partition.UpdatedAtFilter.Missing;
import io.dynalake.jobs.options.BackfillArguments.BadFile;
import io.dynalake.jobs.options.BackfillArguments.Compression;
import io.dynalake.jobs.options.BackfillArguments.Format;
import io.dynalake.jobs.options.BackfillArguments.Limits;
import io.dynalake.jobs.options.BackfillArguments.Output;
import io.dynalake.jobs.options.BackfillArguments.Target;
import io.dynalake.jobs.options.BackfillArguments.UpdatedAtRange;
import io.dynalake.jobs.options.BackfillArguments.WriteMode;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The options of {@code backfill} as typed. Defaults stand here and nowhere else. */
@Command(
    name = "backfill",
    sortOptions = false,
    abbreviateSynopsis = true,
    usageHelpWidth = 100,
    description =
        "Converts a full DynamoDB export into a typed, partitioned Parquet dataset or Iceberg table.",
    footerHeading = "%nExamples%n",
    footer = {
      "  dynalake backfill --export s3://bucket/AWSDynamoDB/01693685827463-2d8752fd \\",
      "      --target s3://lake/orders --partition-by 'day(updatedAt)'",
      "  dynalake backfill --export exports/orders --target lake/orders \\",
      "      --partition-by 'day(updatedAt)' --write-mode overwrite-partitions \\",
      "      --start-date 2024-05-01 --end-date 2024-06-01",
      "  dynalake backfill --table Orders --via scan --rcu-share 0.5 \\",
      "      --landing s3://lake/raw --target s3://lake/orders",
      "  dynalake backfill --export exports/orders --target lake/orders --dry-run"
    })
final class BackfillOptions implements JobOptions<BackfillArguments> {

  @ArgGroup(validate = false, order = 1, heading = "%nFrom and to%n")
  private Ends ends = new Ends();

  @ArgGroup(validate = false, order = 2, heading = "%nFrom a live table%n")
  private TableOptions source = new TableOptions();

  @ArgGroup(validate = false, order = 3, heading = "%nWhich items%n")
  private Items items = new Items();

  @ArgGroup(validate = false, order = 4, heading = "%nSchema%n")
  private SchemaOptions schema = new SchemaOptions();

  @ArgGroup(validate = false, order = 5, heading = "%nFiles%n")
  private Files files = new Files();

  @ArgGroup(validate = false, order = 6, heading = "%nCatalog%n")
  private CatalogOptions catalog = new CatalogOptions();

  @ArgGroup(validate = false, order = 7, heading = "%nThe run%n")
  private Run run = new Run();

  @ArgGroup(validate = false, order = 7, heading = "%nIts record, and going on%n")
  private RecoveryOptions recovery = new RecoveryOptions();

  static final class Ends {
    @Option(
        names = "--export",
        paramLabel = "URI",
        description =
            "A full export: its folder, the parent of just one, or its manifest-summary.json.")
    @Nullable String export;

    @Option(
        names = "--target",
        paramLabel = "URI",
        description = "The root of the dataset: s3a://, s3://, hdfs:// or a path.")
    @Nullable String target;

    @Option(
        names = "--write-mode",
        paramLabel = "append|overwrite-partitions",
        description =
            "overwrite-partitions replaces just the partitions that receive items."
                + " Default: ${DEFAULT-VALUE}.")
    String writeMode = "append";

    @Option(
        names = "--partition-by",
        paramLabel = "LIST",
        description =
            "year|month|day|hour(attr), bucket(n, attr), truncate(n, attr) or attr;"
                + " name=day(attr) renames.")
    List<String> partitionBy = new ArrayList<>();

    @Option(
        names = "--entity-by",
        paramLabel = "EXPR",
        description =
            "Single-table designs: attr or regex(attr,'...(x)...') names the entity of an item;"
                + " each gets a dataset of its own.")
    @Nullable String entityBy;

    @Option(
        names = "--sql",
        paramLabel = "QUERY",
        description = "A query FROM items, applied on the way.")
    @Nullable String sql;
  }

  static final class Items {
    @Option(
        names = "--start-date",
        paramLabel = "D",
        description =
            "Keep items updated at D or later: yyyy-MM-dd, dd-MM-yyyy or an ISO-8601 instant.")
    @Nullable String startDate;

    @Option(names = "--end-date", paramLabel = "D", description = "Keep items updated before D.")
    @Nullable String endDate;

    @Option(
        names = "--updated-at",
        paramLabel = "PATH",
        description =
            "The attribute with the time of the last update: ISO-8601 text, or epoch s, ms or µs."
                + " Default: ${DEFAULT-VALUE}.")
    String updatedAt = "updatedAt";

    @Option(
        names = "--on-missing-updated-at",
        paramLabel = "drop|keep",
        description =
            "Items without a readable time, where a date is given. Default: ${DEFAULT-VALUE}.")
    String onMissingUpdatedAt = "drop";

    @Option(
        names = "--time-zone",
        paramLabel = "ZONE",
        description = "Zone of dates and of times without one. Default: ${DEFAULT-VALUE}.")
    String timeZone = "UTC";

    @Option(
        names = "--max-bad-items",
        paramLabel = "N",
        description =
            "Malformed items are quarantined; more than N fail the run. Default: ${DEFAULT-VALUE}.")
    String maxBadItems = "0";

    @Option(
        names = "--on-bad-file",
        paramLabel = "fail|skip",
        description =
            "A data file that does not verify: nothing is written, or all the others are."
                + " Default: ${DEFAULT-VALUE}.")
    String onBadFile = "fail";
  }

  static final class Files {
    @Option(
        names = "--output-format",
        paramLabel = "parquet|orc|json",
        description = "json: one plain JSON object per line. Default: ${DEFAULT-VALUE}.")
    String format = "parquet";

    @Option(
        names = "--compression",
        paramLabel = "zstd|snappy|gzip",
        description = "Default: zstd, and gzip for json.")
    @Nullable String compression;

    @Option(
        names = "--target-file-size",
        paramLabel = "SIZE",
        description = "Size of data files to aim at. Default: ${DEFAULT-VALUE}.")
    String targetFileSize = "256MB";

    @Option(
        names = "--max-partitions",
        paramLabel = "N",
        description =
            "Refuse to write to more than N partitions at once. Default: ${DEFAULT-VALUE}.")
    String maxPartitions = "10000";
  }

  static final class Run {
    @Option(
        names = "--dry-run",
        description = "Print the plan, the schema, the partitions and sizes; write nothing.")
    boolean dryRun;

    @Option(
        names = "--report",
        paramLabel = "URI",
        description = "Write the report here too; it always lies next to the data.")
    @Nullable String report;

    @Option(
        names = "--run-id",
        paramLabel = "ID",
        description = "Name of the run. Default: the time and a random part.")
    @Nullable String runId;

    @Option(
        names = "--force",
        description = "Convert even what an earlier run has already brought into the dataset.")
    boolean force;
  }

  @Override
  public BackfillArguments arguments(Problems problems, Supplier<String> newRunId) {
    OptionValues values = new OptionValues(problems);
    Format format = values.choice("--output-format", files.format, Format.class);
    ZoneId zone = values.zone("--time-zone", items.timeZone);
    Optional<TableArguments> table =
        source.isGiven() ? source.arguments(null, zone, values, problems) : Optional.empty();
    String export = export(values, problems);
    RunName name =
        RunName.of(
            values.optional(run.runId).map(id -> values.runId("--run-id", id)),
            table,
            zone,
            newRunId);
    boolean iceberg = catalog.format(values) == TableFormat.ICEBERG;
    if (iceberg) {
      refuseWithIceberg(values, problems, format);
    }
    Target target =
        target(
            values,
            problems,
            iceberg ? Optional.of(catalog.iceberg(values, problems)) : Optional.empty());
    Output output =
        new Output(
            format,
            compression(values, format),
            values.size("--target-file-size", files.targetFileSize));
    Limits limits =
        new Limits(
            values.count("--max-bad-items", items.maxBadItems, 0, Long.MAX_VALUE),
            values.choice("--on-bad-file", items.onBadFile, BadFile.class),
            (int) values.count("--max-partitions", files.maxPartitions, 1, Integer.MAX_VALUE));
    values
        .optional(ends.entityBy)
        .ifPresent(rule -> problems.check("--entity-by", () -> EntityRule.parse(rule)));
    return new BackfillArguments(
        name,
        export,
        table,
        target,
        output,
        zone,
        updatedAt(values, problems, zone),
        schema.arguments(problems),
        values.optional(ends.sql),
        values.optional(ends.entityBy),
        limits,
        recovery.arguments(values, problems),
        values.optional(run.report),
        run.dryRun,
        run.force,
        iceberg ? Optional.empty() : catalog.registration(values, problems, format));
  }

  /** An Iceberg table has items as they are, in Parquet files. */
  private void refuseWithIceberg(OptionValues values, Problems problems, Format format) {
    String why = "does not go together with --table-format iceberg";
    if (format != Format.PARQUET) {
      problems.add("--output-format: " + why + ", whose files are Parquet; leave one of them out");
    }
    if (values.optional(ends.sql).isPresent()) {
      problems.add(
          "--sql: " + why + ", which takes items as they are; query the table when it is there");
    }
    if (values.optional(ends.entityBy).isPresent()) {
      problems.add("--entity-by: " + why + ", which is one table; leave one of them out");
    }
  }

  private String export(OptionValues values, Problems problems) {
    if (!source.isGiven()) {
      return values.requiredLocation("--export", ends.export, "what to convert (or --table)");
    }
    if (values.optional(ends.export).isPresent()) {
      problems.add(
          "--export: --table is given too; give the export that is there, or the table to make one"
              + " of");
    }
    if (source.isShare()) {
      problems.add(
          "--segments: a share of a table cannot be converted; land the shares with the job export"
              + " and convert the landing");
    }
    return "";
  }

  private Target target(OptionValues values, Problems problems, Optional<IcebergTarget> iceberg) {
    String typed = values.requiredLocation("--target", ends.target, "where the dataset lies");
    String location = iceberg.map(i -> IcebergEntry.location(typed, i)).orElse(typed);
    List<String> partitionBy = ListSyntax.ofExpressions(ends.partitionBy);
    Target appended = new Target(location, WriteMode.APPEND, partitionBy, iceberg);
    problems.check("--partition-by", appended::partitions);
    if (ends.writeMode.strip().toLowerCase(Locale.ROOT).equals("overwrite")) {
      problems.add(
          "--write-mode: overwrite is refused; it would delete whatever else the dataset holds;"
              + " use overwrite-partitions with --partition-by, or another --target");
      return appended;
    }
    WriteMode mode = values.choice("--write-mode", ends.writeMode, WriteMode.class);
    if (mode == WriteMode.OVERWRITE_PARTITIONS && partitionBy.isEmpty()) {
      problems.add(
          "--write-mode: overwrite-partitions needs --partition-by; a dataset without partitions"
              + " would be replaced as a whole; give --partition-by, e.g. 'day(updatedAt)', or"
              + " append");
      return appended;
    }
    return new Target(location, mode, partitionBy, iceberg);
  }

  private Compression compression(OptionValues values, Format format) {
    Compression usual = format == Format.JSON ? Compression.GZIP : Compression.ZSTD;
    return values
        .optional(files.compression)
        .map(c -> values.choice("--compression", c, Compression.class))
        .orElse(usual);
  }

  private Optional<UpdatedAtRange> updatedAt(OptionValues values, Problems problems, ZoneId zone) {
    Optional<Instant> start = values.instant("--start-date", items.startDate, zone);
    Optional<Instant> end = values.instant("--end-date", items.endDate, zone);
    Missing onMissing =
        values.choice("--on-missing-updated-at", items.onMissingUpdatedAt, Missing.class);
    String attribute = items.updatedAt.strip();
    problems.check(
        "--updated-at",
        () ->
            UpdatedAtFilter.between(
                attribute, Optional.empty(), Optional.empty(), onMissing, zone));
    if (start.isEmpty() && end.isEmpty()) {
      return Optional.empty();
    }
    if (start.isPresent() && end.isPresent() && !start.orElseThrow().isBefore(end.orElseThrow())) {
      problems.add(
          "--end-date: "
              + end.orElseThrow()
              + " is not after --start-date "
              + start.orElseThrow()
              + "; the end is exclusive, so no item could match; give a later --end-date");
      return Optional.empty();
    }
    return Optional.of(new UpdatedAtRange(attribute, start, end, onMissing));
  }
}
