package io.dynalake.jobs.options;

import io.dynalake.archive.Age;
import io.dynalake.aws.AwsSettings;
import io.dynalake.aws.TableName;
import io.dynalake.capacity.Capacity;
import io.dynalake.load.write.Purpose;
import io.dynalake.scan.ScanRequest;
import io.dynalake.scan.ScanSettings;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The options of {@code archive} as typed. */
@Command(
    name = "archive",
    sortOptions = false,
    abbreviateSynopsis = true,
    usageHelpWidth = 100,
    description = "Copies items of a table, verifies the copy, and deletes what it surely holds.",
    footerHeading = "%nExamples%n",
    footer = {
      "  dynalake archive --table Orders --landing s3://lake/archive --older-than 400d",
      "  dynalake archive --table Orders --landing s3://lake/archive --older-than 400d \\",
      "      --delete --confirm Orders --wcu-share 0.2",
      "  dynalake load --format export --from s3://lake/archive/... --table Orders   # restores"
    })
final class ArchiveOptions implements JobOptions<ArchiveArguments> {
  private static final int MOST_REQUESTS = 256;

  @ArgGroup(validate = false, order = 1, heading = "%nWhat%n")
  private What what = new What();

  @ArgGroup(validate = false, order = 2, heading = "%nScan%n")
  private ScanOptions scan = new ScanOptions();

  @ArgGroup(validate = false, order = 3, heading = "%nDeletion%n")
  private Deleting deleting = new Deleting();

  @ArgGroup(validate = false, order = 4, heading = "%nThe run%n")
  private Run run = new Run();

  @ArgGroup(validate = false, order = 5, heading = "%nIts record%n")
  private RunLedgerOptions ledger = new RunLedgerOptions();

  @ArgGroup(validate = false, order = 6, heading = "%nAWS%n")
  private AwsOptions aws = new AwsOptions();

  static final class What {
    @Option(
        names = "--table",
        paramLabel = "NAME|ARN",
        description = "The table, by its name or its ARN.")
    @Nullable String table;

    @Option(
        names = "--landing",
        paramLabel = "URI",
        description = "Where the copy comes to lie and stays, as an export.")
    @Nullable String landing;

    @Option(
        names = "--target",
        paramLabel = "URI",
        description = "Convert the copy to a dataset here too, before anything is deleted.")
    @Nullable String target;

    @Option(
        names = "--older-than",
        paramLabel = "TIME",
        description = "Only items whose --updated-at is so long ago, e.g. 400d.")
    @Nullable String olderThan;

    @Option(
        names = "--before",
        paramLabel = "D",
        description = "Only items whose --updated-at is before D; with --older-than, both hold.")
    @Nullable String before;

    @Option(
        names = "--updated-at",
        paramLabel = "ATTR",
        description = "Attribute that tells the age. Default: ${DEFAULT-VALUE}.")
    String updatedAt = "updatedAt";
  }

  static final class Deleting {
    @Option(
        names = "--delete",
        description = "Delete what was archived. Without it the job says what it would delete.")
    boolean delete;

    @Option(
        names = "--confirm",
        paramLabel = "TABLE",
        description = "The name of the table once more, without which nothing is deleted.")
    @Nullable String confirm;

    @Option(
        names = "--unchanged-by",
        paramLabel = "ATTR",
        description =
            "An item whose ATTR is as in the copy is unchanged. Default: the whole item is"
                + " compared.")
    @Nullable String unchangedBy;

    @Option(
        names = "--delete-mode",
        paramLabel = "conditional|batch",
        description =
            "batch: delete without looking whether an item was changed; faster."
                + " Default: ${DEFAULT-VALUE}.")
    String deleteMode = "conditional";

    @Option(
        names = "--without-recovery",
        description = "Delete although the table has no point-in-time recovery.")
    boolean withoutRecovery;

    @Option(
        names = "--despite-protection",
        description = "Delete items although the table is protected from deletion.")
    boolean despiteProtection;

    @Option(
        names = "--max-wcu",
        paramLabel = "N",
        description = "Consume at most N write capacity units a second, all tasks together.")
    @Nullable String maxWcu;

    @Option(
        names = "--wcu-share",
        paramLabel = "F",
        description = "Consume at most this share of the table's write capacity. E.g. 0.2.")
    @Nullable String wcuShare;

    @Option(
        names = "--requests-at-once",
        paramLabel = "N",
        description = "Requests that each task has under way. Default: ${DEFAULT-VALUE}.")
    String requestsAtOnce = "4";
  }

  static final class Run {
    @Option(
        names = "--time-zone",
        paramLabel = "ZONE",
        description = "Zone of times without one. Default: ${DEFAULT-VALUE}.")
    String timeZone = "UTC";

    @Option(
        names = "--report",
        paramLabel = "URI",
        description = "Write the report here too; it always lies in the landing.")
    @Nullable String report;

    @Option(
        names = "--run-id",
        paramLabel = "ID",
        description =
            "Name of the run: the same name goes on with what was landed. Default: the time and a"
                + " random part.")
    @Nullable String runId;
  }

  private enum DeleteMode {
    CONDITIONAL,
    BATCH
  }

  @Override
  public ArchiveArguments arguments(Problems problems, Supplier<String> newRunId) {
    OptionValues values = new OptionValues(problems);
    ZoneId zone = values.zone("--time-zone", run.timeZone);
    String root = values.requiredLocation("--landing", what.landing, "where the copy is to lie");
    String named = values.optional(what.table).orElse("");
    if (named.isEmpty()) {
      problems.add("--table: missing; it says what to archive; give the table's name or ARN");
    }
    TableName table =
        problems
            .value("--table", () -> new TableName(named.isEmpty() ? "unknown" : named))
            .orElseGet(() -> new TableName("unknown"));
    AwsSettings settings = aws.arguments(values, problems);
    ScanSettings scanned = scan.arguments(table, settings, root, values, problems);
    requireWhole(scanned.request(), problems);
    if (scan.isShare()) {
      problems.add("--segments: an archive is verified as a whole; leave it out");
    }
    PitrArguments none = new PitrOptions().arguments(null, zone, values, problems);
    TableArguments source =
        new TableArguments(table, TableArguments.Via.SCAN, scanned, none, Optional.empty());
    Optional<String> given = values.optional(run.runId).map(id -> values.runId("--run-id", id));
    return new ArchiveArguments(
        given
            .map(id -> new RunName(id, RunName.Origin.GIVEN))
            .orElseGet(() -> new RunName(newRunId.get(), RunName.Origin.RANDOM)),
        source,
        age(zone, values),
        conversion(values),
        deletion(table, values, problems),
        zone,
        ledger.arguments(values, problems),
        values.optional(run.report));
  }

  private Age age(ZoneId zone, OptionValues values) {
    Optional<Instant> byTime =
        values
            .optional(what.olderThan)
            .flatMap(time -> values.duration("--older-than", time))
            .map(time -> Instant.now().minus(time).truncatedTo(ChronoUnit.SECONDS));
    return Stream.concat(byTime.stream(), values.instant("--before", what.before, zone).stream())
        .min(Comparator.naturalOrder())
        .map(before -> new Age(what.updatedAt, before, zone))
        .orElse(Age.ANY);
  }

  /** A copy of a part of an item is none. */
  private static void requireWhole(ScanRequest request, Problems problems) {
    if (request.projectionOrNull() != null) {
      problems.add("--projection: an archive holds whole items; leave it out");
    }
    if (request.indexOrNull() != null) {
      problems.add("--index-name: an archive is of the table itself; leave it out");
    }
  }

  private List<String> conversion(OptionValues values) {
    List<String> options = new ArrayList<>();
    values.optional(what.target).ifPresent(target -> options.add("--target=" + target));
    return options;
  }

  private Optional<ArchiveArguments.Deletion> deletion(
      TableName table, OptionValues values, Problems problems) {
    DeleteMode mode = values.choice("--delete-mode", deleting.deleteMode, DeleteMode.class);
    String attribute = values.optional(deleting.unchangedBy).orElse("");
    if (mode == DeleteMode.BATCH && !attribute.isEmpty()) {
      problems.add("--unchanged-by: --delete-mode batch looks at nothing; leave one of them out");
    }
    if (!deleting.delete) {
      return Optional.empty();
    }
    if (!table.name().equals(values.optional(deleting.confirm).orElse(""))) {
      problems.add(
          "--confirm: it must name the table, "
              + table.name()
              + ", before anything is deleted from it");
    }
    return Optional.of(
        new ArchiveArguments.Deletion(
            mode == DeleteMode.BATCH
                ? new Purpose.Delete()
                : new Purpose.DeleteUnchanged(attribute),
            RateOptions.rate(Capacity.WRITE, deleting.maxWcu, deleting.wcuShare, values, problems),
            (int) values.count("--requests-at-once", deleting.requestsAtOnce, 1, MOST_REQUESTS),
            deleting.withoutRecovery,
            deleting.despiteProtection));
  }
}
