package io.dynalake.jobs.options;

import io.dynalake.aws.TableName;
import io.dynalake.capacity.Capacity;
import io.dynalake.load.write.IfExists;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The options of {@code load} as typed. */
@Command(
    name = "load",
    sortOptions = false,
    abbreviateSynopsis = true,
    usageHelpWidth = 100,
    description = "Writes CSV, JSON, Parquet or an export into a table.",
    footerHeading = "%nExamples%n",
    footer = {
      "  dynalake load --from orders.csv --format csv --type total=number --table Orders --dry-run",
      "  dynalake load --from s3://lake/orders --format parquet --table Orders --wcu-share 0.5",
      "  dynalake load --from s3://lake/raw --format export --table Restored \\",
      "      --create-table customerId:S,orderId:S"
    })
final class LoadOptions implements JobOptions<LoadArguments> {
  private static final int MOST_REQUESTS = 256;

  @ArgGroup(validate = false, order = 1, heading = "%nFrom%n")
  private From from = new From();

  @ArgGroup(validate = false, order = 2, heading = "%nTo%n")
  private To to = new To();

  @ArgGroup(validate = false, order = 3, heading = "%nThe run%n")
  private Run run = new Run();

  @ArgGroup(validate = false, order = 4, heading = "%nIts record%n")
  private RunLedgerOptions ledger = new RunLedgerOptions();

  @ArgGroup(validate = false, order = 5, heading = "%nAWS%n")
  private AwsOptions aws = new AwsOptions();

  static final class From {
    @Option(
        names = "--from",
        paramLabel = "URI",
        description = "A file, a folder with all below it, a glob, or an export.")
    @Nullable String from;

    @ArgGroup(validate = false)
    LoadFormatOptions format = new LoadFormatOptions();
  }

  static final class To {
    @Option(
        names = "--table",
        paramLabel = "NAME|ARN",
        description = "The table, by its name or its ARN, also of another region or account.")
    @Nullable String table;

    @Option(
        names = "--create-table",
        paramLabel = "KEYS",
        description =
            "Create the table if it is not there, with this key: NAME:TYPE of the partition key"
                + " and, after a comma, of a sort key; e.g. customerId:S,orderId:N.")
    @Nullable String createTable;

    @Option(
        names = "--billing",
        paramLabel = "on-demand|provisioned:R,W",
        description = "Of a table that is created. Default: ${DEFAULT-VALUE}.")
    String billing = "on-demand";

    @Option(
        names = "--if-exists",
        paramLabel = "overwrite|skip|fail|newer:ATTR",
        description =
            "When an item of the key is there. overwrite: replace it. skip: leave it. fail: end,"
                + " unless it is the same. newer:ATTR: replace it if ATTR is greater. All but"
                + " overwrite take a request per item. Default: ${DEFAULT-VALUE}.")
    String ifExists = "overwrite";

    @Option(
        names = "--max-wcu",
        paramLabel = "N",
        description = "Consume at most N write capacity units a second, all tasks together.")
    @Nullable String maxWcu;

    @Option(
        names = "--wcu-share",
        paramLabel = "F",
        description =
            "Consume at most this share of the capacity that the table has: provisioned, re-read"
                + " every minute, or warm throughput or maximum on demand. E.g. 0.5.")
    @Nullable String wcuShare;

    @Option(
        names = "--requests-at-once",
        paramLabel = "N",
        description = "Requests that each task has under way. Default: ${DEFAULT-VALUE}.")
    String requestsAtOnce = "4";
  }

  static final class Run {
    @Option(
        names = "--max-bad-items",
        paramLabel = "N",
        description =
            "Leave out up to N items that cannot be written; with more, nothing is written."
                + " Default: ${DEFAULT-VALUE}.")
    String maxBadItems = "0";

    @Option(
        names = "--on-bad-file",
        paramLabel = "fail|skip",
        description =
            "A file that is damaged: nothing is written, or the others are and the run is partial."
                + " Default: ${DEFAULT-VALUE}.")
    String onBadFile = "fail";

    @Option(
        names = "--files-per-round",
        paramLabel = "N",
        description =
            "Write N files together, after which they count as done. Default: as many as make up"
                + " 1 GB.")
    @Nullable String filesPerRound;

    @Option(
        names = "--dead-letters",
        paramLabel = "URI",
        description =
            "Folder for items that cannot be written, and for the report, each run in a folder of"
                + " its own. Default: dynalake-load, in the working directory.")
    @Nullable String deadLetters;

    @Option(names = "--report", paramLabel = "URI", description = "Write the report here too.")
    @Nullable String report;

    @Option(
        names = "--run-id",
        paramLabel = "ID",
        description = "Name of the run. Default: the time and a random part.")
    @Nullable String runId;

    @Option(names = "--force", description = "Load again what was loaded before.")
    boolean force;

    @Option(
        names = "--dry-run",
        description =
            "Check every item, and print what would be written, consumed and paid; write nothing"
                + " but dead letters.")
    boolean dryRun;
  }

  private enum OnBadFile {
    FAIL,
    SKIP
  }

  @Override
  public LoadArguments arguments(Problems problems, Supplier<String> newRunId) {
    OptionValues values = new OptionValues(problems);
    String input = values.requiredLocation("--from", from.from, "what to load");
    LoadFormatArguments format = from.format.arguments(values, problems);
    LoadArguments.Table table = table(values, problems);
    LedgerArguments recorded = ledger.arguments(values, problems);
    Optional<String> given = values.optional(run.runId).map(id -> values.runId("--run-id", id));
    int perRound =
        values
            .optional(run.filesPerRound)
            .map(n -> (int) values.count("--files-per-round", n, 1, Integer.MAX_VALUE))
            .orElse(0);
    boolean skips =
        values.choice("--on-bad-file", run.onBadFile, OnBadFile.class) == OnBadFile.SKIP;
    return new LoadArguments(
        given
            .map(id -> new RunName(id, RunName.Origin.GIVEN))
            .orElseGet(() -> new RunName(newRunId.get(), RunName.Origin.RANDOM)),
        input,
        format,
        table,
        new LoadArguments.Checks(
            values.count("--max-bad-items", run.maxBadItems, 0, Long.MAX_VALUE), skips),
        new LoadArguments.Recovery(recorded, perRound),
        values.optional(run.deadLetters),
        values.optional(run.report),
        run.force,
        run.dryRun);
  }

  private LoadArguments.Table table(OptionValues values, Problems problems) {
    String named = values.optional(to.table).orElse("");
    if (named.isEmpty()) {
      problems.add("--table: missing; it says what to write to; give the table's name or ARN");
    }
    TableName name =
        named.isEmpty()
            ? new TableName("unknown")
            : problems
                .value("--table", () -> new TableName(named))
                .orElse(new TableName("unknown"));
    Optional<NewTable> created =
        values
            .optional(to.createTable)
            .flatMap(
                keys -> problems.value("--create-table", () -> NewTable.parse(keys, to.billing)));
    return new LoadArguments.Table(
        name,
        aws.arguments(values, problems),
        created,
        problems
            .value("--if-exists", () -> IfExists.parse(to.ifExists.strip()))
            .orElse(new IfExists.Overwrite()),
        RateOptions.rate(Capacity.WRITE, to.maxWcu, to.wcuShare, values, problems),
        (int) values.count("--requests-at-once", to.requestsAtOnce, 1, MOST_REQUESTS));
  }
}
