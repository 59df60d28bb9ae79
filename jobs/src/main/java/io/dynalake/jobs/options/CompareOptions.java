package io.dynalake.jobs.options;

import io.dynalake.aws.AwsSettings;
import io.dynalake.aws.TableName;
import io.dynalake.compare.SampleSettings;
import io.dynalake.compare.SampleSettings.Values;
import io.dynalake.jobs.options.CompareArguments.Input;
import io.dynalake.schema.AttributePath;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The options of {@code compare} as typed. */
@Command(
    name = "compare",
    sortOptions = false,
    customSynopsis = "compare LEFT RIGHT [OPTIONS]",
    usageHelpWidth = 100,
    description = "Tells whether two inputs hold the same items: tables, exports, datasets.",
    footerHeading = "%nExamples%n",
    footer = {
      "  dynalake compare dynamodb://Orders s3://lake/raw/Orders/nightly --rcu-share 0.3",
      "  dynalake compare s3://lake/raw/Orders/nightly s3://lake/orders \\",
      "      --key customerId,orderId --ignore note --samples 100",
      "  dynalake compare arn:aws:dynamodb:eu-central-1:111122223333:table/Orders \\",
      "      dynamodb://Orders --landing s3://lake/compared --report s3://lake/compared.json"
    })
final class CompareOptions implements JobOptions<CompareArguments> {
  private static final String TABLE = "dynamodb://";
  private static final int MOST_KEYS = 2;
  private static final int MOST_SAMPLES = 1_000;

  @ArgGroup(validate = false, order = 1, heading = "%nWhat to compare%n")
  private What what = new What();

  @ArgGroup(validate = false, order = 2, heading = "%nTables%n")
  private Tables tables = new Tables();

  @ArgGroup(validate = false, order = 3, heading = "%nThe run%n")
  private Run run = new Run();

  static final class What {
    @Option(
        names = "--left",
        paramLabel = "INPUT",
        description =
            "The same as the first word: a table (dynamodb://NAME or its ARN), a full export or"
                + " the landing of a scan (its folder, the parent of just one, or its"
                + " manifest-summary.json), or a Parquet dataset.")
    @Nullable String left;

    @Option(
        names = "--right",
        paramLabel = "INPUT",
        description = "The same as the second word: what the left is compared with.")
    @Nullable String right;

    @Option(
        names = "--key",
        paramLabel = "LIST",
        description =
            "The partition key and, if there is one, the sort key. Default: those of a table that"
                + " is compared; exports and datasets do not tell theirs.")
    List<String> keys = new ArrayList<>();

    @Option(
        names = "--ignore",
        paramLabel = "LIST",
        description =
            "Attributes that do not count: those that a dataset was made without (--select,"
                + " --drop), and those whose values it has changed, such as mixed types that became"
                + " text, rounded numbers or parsed times.")
    List<String> ignored = new ArrayList<>();

    @Option(
        names = "--samples",
        paramLabel = "N",
        description =
            "Differences of each kind to tell of, with their keys and the names of the attributes"
                + " that differ. Default: ${DEFAULT-VALUE}.")
    String samples = "10";

    @Option(names = "--show-values", description = "Tell the values of these attributes too.")
    boolean showValues;
  }

  static final class Tables {
    @Option(
        names = "--landing",
        paramLabel = "URI",
        description =
            "Where the items of tables come to lie and stay, as an export. Default: a temporary"
                + " folder, removed at the end, where Spark runs on this machine alone.")
    @Nullable String landing;

    @ArgGroup(validate = false)
    ScanOptions scan = new ScanOptions();

    @ArgGroup(validate = false)
    AwsOptions aws = new AwsOptions();
  }

  static final class Run {
    @Option(names = "--json", description = "Print the report instead of a summary.")
    boolean json;

    @Option(names = "--report", paramLabel = "URI", description = "Write the report here.")
    @Nullable String report;

    @Option(
        names = "--run-id",
        paramLabel = "ID",
        description =
            "Name of the run: what a run of this name has landed is not read again. Default: the"
                + " time and a random part.")
    @Nullable String runId;
  }

  @Override
  public CompareArguments arguments(Problems problems, Supplier<String> newRunId) {
    OptionValues values = new OptionValues(problems);
    List<String> typed =
        List.of(
            values.requiredLocation("--left", what.left, "what to compare"),
            values.requiredLocation("--right", what.right, "what to compare with"));
    List<Input> inputs = inputs(typed, values, problems);
    List<String> keys = names("--key", what.keys, problems);
    if (keys.size() > MOST_KEYS) {
      problems.add(
          "--key: "
              + keys.size()
              + " attributes; a key has at most two; give the partition key and the sort key");
    }
    Optional<String> given = values.optional(run.runId).map(id -> values.runId("--run-id", id));
    return new CompareArguments(
        given
            .map(id -> new RunName(id, RunName.Origin.GIVEN))
            .orElseGet(() -> new RunName(newRunId.get(), RunName.Origin.RANDOM)),
        inputs.get(0),
        inputs.get(1),
        keys,
        ignored(keys, problems),
        new SampleSettings(
            (int) values.count("--samples", what.samples, 0, MOST_SAMPLES),
            what.showValues ? Values.SHOWN : Values.HIDDEN),
        values.optional(tables.landing),
        values.optional(run.report),
        run.json);
  }

  private List<Input> inputs(List<String> typed, OptionValues values, Problems problems) {
    AwsSettings aws = tables.aws.arguments(values, problems);
    List<Optional<TableName>> named =
        List.of(table("--left", typed.get(0), problems), table("--right", typed.get(1), problems));
    Optional<TableName> any = named.get(0).or(() -> named.get(1));
    if (any.isEmpty()) {
      Set<String> unused = tables.scan.given();
      if (!unused.isEmpty() && !problems.mentions("--left") && !problems.mentions("--right")) {
        problems.add(
            String.join(", ", unused)
                + ": no table is compared, so nothing is scanned; leave it out");
      }
      return List.of(new Input.Files(typed.get(0)), new Input.Files(typed.get(1)));
    }
    if (tables.scan.isShare()) {
      problems.add("--segments: a table is compared as a whole; leave it out");
    }
    // Once, for both tables alike, lest its problems are told twice.
    var scan =
        tables.scan.arguments(
            any.orElseThrow(), aws, values.optional(tables.landing).orElse(""), values, problems);
    List<Input> inputs = new ArrayList<>();
    for (int i = 0; i < typed.size(); i++) {
      String text = typed.get(i);
      inputs.add(
          named
              .get(i)
              .<Input>map(table -> new Input.Table(text, scan.withTable(table)))
              .orElse(new Input.Files(text)));
    }
    return inputs;
  }

  private static Optional<TableName> table(String option, String text, Problems problems) {
    if (!text.startsWith(TABLE) && !text.startsWith("arn:")) {
      return Optional.empty();
    }
    String name = text.startsWith(TABLE) ? text.substring(TABLE.length()) : text;
    return problems.value(option, () -> new TableName(name));
  }

  private Set<String> ignored(List<String> keys, Problems problems) {
    Set<String> ignored = new LinkedHashSet<>(names("--ignore", what.ignored, problems));
    for (String key : keys) {
      if (ignored.contains(key)) {
        problems.add("--ignore: " + key + " is a --key too; leave it out of one of them");
      }
    }
    return ignored;
  }

  private static List<String> names(String option, List<String> texts, Problems problems) {
    Set<String> names = new LinkedHashSet<>();
    for (String text : texts) {
      problems.value(option, () -> AttributePath.parseNames(text)).ifPresent(names::addAll);
    }
    return List.copyOf(names);
  }
}
