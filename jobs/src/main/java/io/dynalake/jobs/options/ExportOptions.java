package io.dynalake.jobs.options;

import java.time.ZoneId;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The options of {@code export} as typed. */
@Command(
    name = "export",
    sortOptions = false,
    abbreviateSynopsis = true,
    usageHelpWidth = 100,
    description = "Lands a live table as an export: by a scan, or by an export of DynamoDB's.",
    footerHeading = "%nExamples%n",
    footer = {
      "  dynalake export --table Orders --via scan --landing s3://lake/raw --rcu-share 0.5",
      "  dynalake export --table Orders --via pitr --landing s3://lake/raw --window daily",
      "  dynalake export --table Orders --via pitr --landing s3://lake/raw --incremental",
      "  dynalake export --table Orders --landing s3://lake/raw --dry-run"
    })
final class ExportOptions implements JobOptions<ExportArguments> {
  @ArgGroup(validate = false, order = 1, heading = "%nFrom and to%n")
  private TableOptions source = new TableOptions();

  @ArgGroup(validate = false, order = 2, heading = "%nChanges and format%n")
  private PitrOptions.Changing changing = new PitrOptions.Changing();

  @ArgGroup(validate = false, order = 3, heading = "%nThe run%n")
  private Run run = new Run();

  @ArgGroup(validate = false, order = 4, heading = "%nIts record%n")
  private RunLedgerOptions ledger = new RunLedgerOptions();

  static final class Run {
    @Option(
        names = "--time-zone",
        paramLabel = "ZONE",
        description = "Zone of dates and windows. Default: ${DEFAULT-VALUE}.")
    String timeZone = "UTC";

    @Option(
        names = "--dry-run",
        description =
            "Print what a scan and an export would read, take and cost, and which one it is to be.")
    boolean dryRun;

    @Option(
        names = "--report",
        paramLabel = "URI",
        description = "Write the report here too; it always lies in the landing.")
    @Nullable String report;

    @Option(
        names = "--run-id",
        paramLabel = "ID",
        description =
            "Name of the run: what a run of this name has landed is not landed again. Default: by"
                + " --window, else the time and a random part.")
    @Nullable String runId;
  }

  @Override
  public ExportArguments arguments(Problems problems, Supplier<String> newRunId) {
    OptionValues values = new OptionValues(problems);
    ZoneId zone = values.zone("--time-zone", run.timeZone);
    Optional<TableArguments> table = source.arguments(changing, zone, values, problems);
    LedgerArguments recorded = ledger.arguments(values, problems);
    Optional<String> given = values.optional(run.runId).map(id -> values.runId("--run-id", id));
    RunName name = RunName.of(given, table, zone, newRunId);
    if (table.isEmpty()) {
      problems.raise("export");
    }
    return new ExportArguments(
        name, table.orElseThrow(), zone, recorded, values.optional(run.report), run.dryRun);
  }
}
