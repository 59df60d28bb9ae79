package io.dynalake.jobs.options;

import io.dynalake.changes.WindowPlan;
import io.dynalake.dataset.iceberg.IcebergTarget;
import io.dynalake.jobs.options.ApplyArguments.Reading;
import io.dynalake.jobs.options.ApplyArguments.Records;
import io.dynalake.jobs.options.ApplyArguments.Sources;
import io.dynalake.jobs.options.ApplyArguments.TableFormat;
import io.dynalake.jobs.options.ApplyArguments.Target;
import io.dynalake.jobs.options.TableArguments.Via;
import io.dynalake.schema.AttributePath;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The options of {@code apply} as typed. */
@Command(
    name = "apply",
    sortOptions = false,
    abbreviateSynopsis = true,
    usageHelpWidth = 100,
    description = "Brings incremental exports into a dataset: the current items, or a change log.",
    footerHeading = "%nExamples%n",
    footer = {
      "  dynalake apply --exports-under s3://lake/raw --target s3://lake/orders_now \\",
      "      --table-format parquet",
      "  dynalake apply --export s3://lake/raw/AWSDynamoDB/01768387655000-0a0b0c0d \\",
      "      --target s3://lake/orders_changes --table-format changelog",
      "  dynalake apply --follow --table Orders --landing s3://lake/raw \\",
      "      --target s3://lake/orders_now --table-format iceberg"
    })
final class ApplyOptions implements JobOptions<ApplyArguments> {
  @ArgGroup(validate = false, order = 1, heading = "%nFrom and to%n")
  private Ends ends = new Ends();

  @ArgGroup(validate = false, order = 2, heading = "%nFrom a live table%n")
  private TableOptions source = new TableOptions();

  @ArgGroup(validate = false, order = 3, heading = "%nSchema%n")
  private SchemaOptions schema = new SchemaOptions();

  @ArgGroup(validate = false, order = 4, heading = "%nThe run%n")
  private Run run = new Run();

  @ArgGroup(validate = false, order = 5, heading = "%nRecord of the exports that --follow makes%n")
  private RunLedgerOptions ledger = new RunLedgerOptions();

  static final class Ends {
    @Option(
        names = "--export",
        paramLabel = "URI",
        description =
            "Incremental exports, in any order, and a full one to begin with: folders, separated by"
                + " commas. May be repeated.")
    List<String> exports = new ArrayList<>();

    @Option(
        names = "--exports-under",
        paramLabel = "URI",
        description =
            "All finished exports in the folder AWSDynamoDB of this place that are of the table.")
    @Nullable String under;

    @Option(
        names = "--follow",
        description =
            "Have DynamoDB export what changed in --table up to now, and take that too; the first"
                + " time a full export.")
    boolean follow;

    @Option(
        names = "--target",
        paramLabel = "URI",
        description = "The root of the dataset: s3a://, s3://, hdfs:// or a path.")
    @Nullable String target;

    @Option(
        names = "--table-format",
        paramLabel = "parquet|iceberg|changelog",
        description =
            "parquet: the items as they are now, in buckets by their partition key. iceberg: the"
                + " same, as an Apache Iceberg table. changelog: a row for each change.")
    @Nullable String format;

    @Option(
        names = "--key",
        paramLabel = "LIST",
        description =
            "The key attributes, the partition key first. Default: as the table or the changes say.")
    List<String> keys = new ArrayList<>();

    @Option(
        names = "--buckets",
        paramLabel = "N",
        description =
            "Buckets of a new dataset of items. Default: one for 64 MB of the full export, at least"
                + " 4.")
    @Nullable String buckets;

    @Option(
        names = "--catalog",
        paramLabel = "hadoop|hive|glue",
        description =
            "Of Iceberg tables. hadoop: the table is its folder, --target, or DB/TABLE below it where"
                + " --catalog-table is given; hive and glue: named by --catalog-table, in --target."
                + " Default: hadoop.")
    @Nullable String catalog;

    @Option(
        names = "--catalog-table",
        paramLabel = "DB.TABLE",
        description = "Name of the Iceberg table in --catalog.")
    @Nullable String catalogTable;

    @Option(
        names = "--catalog-database-location",
        paramLabel = "URI",
        description =
            "Location of its database, where it has to be created. Default: the catalog's choice.")
    @Nullable String databaseLocation;

    @Option(
        names = "--catalog-property",
        paramLabel = "KEY=VALUE",
        description = "A property of Iceberg's catalog. May be repeated.")
    List<String> catalogProperties = new ArrayList<>();

    IcebergEntry iceberg() {
      return new IcebergEntry(catalog, catalogTable, databaseLocation, catalogProperties);
    }
  }

  static final class Run {
    @Option(
        names = "--allow-gap",
        description = "Go on where the changes of some time are missing, and lose them.")
    boolean allowGap;

    @Option(
        names = "--allow-overlap",
        description =
            "Take windows that begin before what is there ends: an item that came before that time"
                + " and went after it stays.")
    boolean allowOverlap;

    @Option(
        names = "--max-bad-items",
        paramLabel = "N",
        description =
            "Malformed lines of an export are quarantined; more than N fail the run."
                + " Default: ${DEFAULT-VALUE}.")
    String maxBadItems = "0";

    @Option(
        names = "--time-zone",
        paramLabel = "ZONE",
        description = "Zone of times without one. Default: ${DEFAULT-VALUE}.")
    String timeZone = "UTC";

    @Option(
        names = "--dry-run",
        description = "Print which exports would be brought in, in order; write nothing.")
    boolean dryRun;

    @Option(
        names = "--target-wait",
        paramLabel = "TIME",
        description =
            "Wait this long, e.g. 30m, for another run that writes to the target. Default: not at"
                + " all.")
    @Nullable String targetWait;

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
  }

  @Override
  public ApplyArguments arguments(Problems problems, Supplier<String> newRunId) {
    OptionValues values = new OptionValues(problems);
    ZoneId zone = values.zone("--time-zone", run.timeZone);
    Sources sources = sources(values, problems, zone);
    RunName name =
        RunName.of(
            values.optional(run.runId).map(id -> values.runId("--run-id", id)),
            Optional.empty(),
            zone,
            newRunId);
    List<String> keys = new ArrayList<>();
    ListSyntax.ofPaths(ends.keys)
        .forEach(
            text ->
                problems
                    .value("--key", () -> AttributePath.parseNames(text))
                    .ifPresent(keys::addAll));
    if (keys.size() > 2) {
      problems.add("--key: a table has a partition key and maybe a sort key; name at most two");
    }
    return new ApplyArguments(
        name,
        sources,
        target(values, problems),
        new Reading(
            keys,
            schema.arguments(problems),
            values.count("--max-bad-items", run.maxBadItems, 0, Long.MAX_VALUE),
            zone),
        new WindowPlan.Lenience(run.allowGap, run.allowOverlap),
        new Records(values.optional(run.report), ledger.arguments(values, problems)),
        run.dryRun);
  }

  private Sources sources(OptionValues values, Problems problems, ZoneId zone) {
    List<String> exports = ListSyntax.ofPaths(ends.exports);
    Optional<String> under = values.optional(ends.under);
    if (ends.follow) {
      if (!exports.isEmpty() || under.isPresent()) {
        problems.add(
            "--follow: it takes the exports in --landing; leave out --export and --exports-under");
      }
      Optional<TableArguments> table = source.arguments(null, zone, values, problems);
      if (table.filter(t -> t.via() == Via.SCAN).isPresent()) {
        problems.add("--via: changes come from exports by DynamoDB only; give pitr");
      }
      return new Sources(List.of(), table.map(TableArguments::landing), table);
    }
    if (source.isGiven()) {
      problems.add("--table: it goes with --follow; add that, or leave it out");
    }
    if (exports.isEmpty() && under.isEmpty()) {
      problems.add(
          "--export: missing; it says which changes to bring in; give it, --exports-under or"
              + " --follow");
    }
    return new Sources(exports, under, Optional.empty());
  }

  private Target target(OptionValues values, Problems problems) {
    String location = values.requiredLocation("--target", ends.target, "where the dataset lies");
    TableFormat format = TableFormat.PARQUET;
    if (ends.format == null) {
      problems.add(
          "--table-format: missing; it says what becomes of changes; give parquet, iceberg or"
              + " changelog");
    } else {
      format = values.choice("--table-format", ends.format, TableFormat.class);
    }
    Optional<String> buckets = values.optional(ends.buckets);
    if (buckets.isPresent() && format != TableFormat.PARQUET) {
      problems.add("--buckets: only --table-format parquet has buckets; leave it out");
    }
    Optional<IcebergTarget> iceberg = Optional.empty();
    if (format == TableFormat.ICEBERG) {
      IcebergTarget entered = ends.iceberg().target(values, problems);
      location = IcebergEntry.location(location, entered);
      iceberg = Optional.of(entered);
    } else if (ends.iceberg().isGiven()) {
      problems.add(
          "--catalog: only Iceberg tables are entered in a catalog by this job; give --table-format"
              + " iceberg, or leave --catalog… out");
    }
    return new Target(
        location,
        format,
        iceberg,
        buckets.isEmpty()
            ? OptionalInt.empty()
            : OptionalInt.of((int) values.count("--buckets", buckets.orElseThrow(), 1, 100_000)),
        values
            .optional(run.targetWait)
            .flatMap(time -> values.duration("--target-wait", time))
            .orElse(Duration.ZERO));
  }
}
