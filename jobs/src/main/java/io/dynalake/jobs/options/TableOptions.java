package io.dynalake.jobs.options;

import io.dynalake.aws.AwsSettings;
import io.dynalake.aws.TableName;
import io.dynalake.jobs.options.TableArguments.Via;
import io.dynalake.scan.ScanSettings;
import java.time.ZoneId;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Option;

/** A live table: its name and all that says how it is read. */
final class TableOptions {
  @Option(
      names = "--table",
      paramLabel = "NAME|ARN",
      description = "A live table, by its name or its ARN, also of another region or account.")
  private @Nullable String table;

  @Option(
      names = "--via",
      paramLabel = "scan|pitr|auto",
      description =
          "scan: a parallel scan. pitr: an export that DynamoDB makes. auto: the better of them,"
              + " by size, capacity and what is switched on. Default: ${DEFAULT-VALUE}.")
  private String via = "auto";

  @Option(
      names = "--landing",
      paramLabel = "URI",
      description =
          "Where the raw items of --table come to lie and stay, as an export. S3 for pitr.")
  private @Nullable String landing;

  @Option(names = "--dynamo-partition-column", hidden = true)
  private @Nullable String partitionKey;

  @ArgGroup(validate = false, heading = "%nScan%n")
  private ScanOptions scan = new ScanOptions();

  @ArgGroup(validate = false, heading = "%nExport by DynamoDB%n")
  private PitrOptions pitr = new PitrOptions();

  @ArgGroup(validate = false, heading = "%nAWS%n")
  private AwsOptions aws = new AwsOptions();

  boolean isGiven() {
    return table != null;
  }

  /** Whether only some segments are wanted. */
  boolean isShare() {
    return scan.isShare();
  }

  /** The table's arguments; a stand-in that never leaves if something is wrong with them. */
  Optional<TableArguments> arguments(
      PitrOptions.@Nullable Changing changing,
      ZoneId zone,
      OptionValues values,
      Problems problems) {
    String root =
        values.requiredLocation("--landing", landing, "where the table's raw items come to lie");
    String named = table == null ? "" : table.strip();
    if (named.isEmpty()) {
      problems.add("--table: missing; it says what to read; give the table's name or ARN");
      return Optional.empty();
    }
    Optional<TableName> name = problems.value("--table", () -> new TableName(named));
    if (name.isEmpty()) {
      return Optional.empty();
    }
    AwsSettings settings = aws.arguments(values, problems);
    Via way = values.choice("--via", via, Via.class);
    requireFitting(way, changing, problems);
    if (way == Via.AUTO) {
      way = onlyWay(changing);
    }
    ScanSettings scanned = scan.arguments(name.orElseThrow(), settings, root, values, problems);
    PitrArguments exported = pitr.arguments(changing, zone, values, problems);
    return Optional.of(
        new TableArguments(
            name.orElseThrow(), way, scanned, exported, values.optional(partitionKey)));
  }

  private void requireFitting(Via way, PitrOptions.@Nullable Changing changing, Problems problems) {
    Set<String> ofScans = scan.given();
    Set<String> ofExports = pitr.given(changing);
    if (way == Via.PITR && !ofScans.isEmpty()) {
      problems.add(
          "--via: pitr exports whole tables and consumes no capacity; leave out "
              + String.join(", ", ofScans)
              + ", or use --via scan");
    }
    if (way == Via.SCAN && !ofExports.isEmpty()) {
      problems.add(
          "--via: a scan reads the items as they are now; leave out "
              + String.join(", ", ofExports)
              + ", or use --via pitr");
    }
    if (way == Via.AUTO && !ofScans.isEmpty() && !ofExports.isEmpty()) {
      problems.add(
          "--via: nothing can follow both "
              + String.join(", ", ofScans)
              + " (scan) and "
              + String.join(", ", ofExports)
              + " (pitr); leave out the one or the other");
    }
  }

  /** What some options leave to choose from. */
  private Via onlyWay(PitrOptions.@Nullable Changing changing) {
    return !pitr.given(changing).isEmpty() ? Via.PITR : scan.selects() ? Via.SCAN : Via.AUTO;
  }
}
