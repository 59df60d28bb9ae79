package io.dynalake.jobs.options;

import io.dynalake.jobs.options.BackfillArguments.Target;
import io.dynalake.jobs.options.BackfillArguments.WriteMode;
import io.dynalake.jobs.options.SchemaJobArguments.Print;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The options of {@code schema} as typed. */
@Command(
    name = "schema",
    sortOptions = false,
    abbreviateSynopsis = true,
    usageHelpWidth = 100,
    description = "Infers the schema of an export from all its items; prints, compares or pins it.",
    footerHeading = "%nExamples%n",
    footer = {
      "  dynalake schema --export s3://bucket/AWSDynamoDB/01693685827463-2d8752fd",
      "  dynalake schema --export exports/orders --print athena-ddl \\",
      "      --location s3://lake/orders --table-name orders --partition-by 'day(updatedAt)'",
      "  dynalake schema --export exports/orders --target lake/orders --diff",
      "  dynalake schema --export exports/orders --target lake/orders --pin \\",
      "      --type 'total=decimal(38,4)'"
    })
final class SchemaJobOptions implements JobOptions<SchemaJobArguments> {
  @ArgGroup(validate = false, order = 1, heading = "%nWhat to do%n")
  private Actions actions = new Actions();

  @ArgGroup(validate = false, order = 2, heading = "%nSchema%n")
  private SchemaOptions schema = new SchemaOptions();

  static final class Actions {
    @Option(
        names = "--export",
        paramLabel = "URI",
        description =
            "A full export: its folder, the parent of just one, or its manifest-summary.json.")
    @Nullable String export;

    @Option(
        names = "--target",
        paramLabel = "URI",
        description = "The dataset to compare with (--diff) or to pin (--pin).")
    @Nullable String target;

    @Option(
        names = "--print",
        paramLabel = "LIST",
        description =
            "tree, spark-ddl, athena-ddl, json, or several of them."
                + " Default: tree, unless --diff or --pin is given.")
    List<String> print = new ArrayList<>();

    @Option(names = "--diff", description = "Print what differs from the target's schema.")
    boolean diff;

    @Option(
        names = "--pin",
        description = "Store the schema as the target's; later backfills keep to it.")
    boolean pin;

    @Option(
        names = "--location",
        paramLabel = "URI",
        description = "Location of the data in DDL. Default: the target.")
    @Nullable String location;

    @Option(
        names = "--table-name",
        paramLabel = "NAME",
        description = "Name of the table in DDL. Default: ${DEFAULT-VALUE}.")
    String tableName = "items";

    @Option(
        names = "--partition-by",
        paramLabel = "LIST",
        description = "Partition columns in DDL, written as for backfill.")
    List<String> partitionBy = new ArrayList<>();

    @Option(
        names = "--max-bad-items",
        paramLabel = "N",
        description =
            "Malformed items are left out; more than N fail the job. Default: ${DEFAULT-VALUE}.")
    String maxBadItems = "0";
  }

  @Override
  public SchemaJobArguments arguments(Problems problems, Supplier<String> newRunId) {
    OptionValues values = new OptionValues(problems);
    String export = values.requiredLocation("--export", actions.export, "what to infer from");
    var target = values.optional(actions.target);
    if (target.isEmpty() && (actions.diff || actions.pin)) {
      problems.add(
          "--target: missing; "
              + (actions.diff ? "--diff compares with" : "--pin writes to")
              + " a dataset; give its root");
    }
    List<String> partitionBy = ListSyntax.ofExpressions(actions.partitionBy);
    problems.check(
        "--partition-by", () -> new Target("", WriteMode.APPEND, partitionBy).partitions());
    return new SchemaJobArguments(
        export,
        target,
        print(values),
        actions.diff,
        actions.pin,
        values.optional(actions.location).or(() -> target),
        actions.tableName.strip(),
        partitionBy,
        schema.arguments(problems),
        values.count("--max-bad-items", actions.maxBadItems, 0, Long.MAX_VALUE));
  }

  private List<Print> print(OptionValues values) {
    List<Print> forms =
        ListSyntax.ofPaths(actions.print).stream()
            .map(form -> values.choice("--print", form, Print.class))
            .distinct()
            .toList();
    return forms.isEmpty() && !actions.diff && !actions.pin ? List.of(Print.TREE) : forms;
  }
}
