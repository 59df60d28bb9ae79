package io.dynalake.it.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What people copy from {@code glue-scripts} and {@code conf} is right: commands, options, JSON.
 */
class PlatformFilesTest {
  private static final String README = "glue-scripts/README.md";
  private static final Pattern OPTION = Pattern.compile("(?<![\\w-])--[A-Za-z][\\w-]*");

  /** Options of the AWS CLI, of spark-submit and of other programs. */
  private static final Set<String> OF_OTHERS =
      Set.of(
          """
          --query --output --bucket --create-bucket-configuration --exclude --table-name
          --point-in-time-recovery-specification --billing-mode --attribute-definitions
          --key-schema --database-input --role-name --assume-role-policy-document
          --policy-name --policy-document --name --role --glue-version --command
          --worker-type --number-of-workers --timeout --max-retries --execution-property
          --default-arguments --arguments --max-results --schedule --start-on-creation
          --actions --template-file --s3-bucket --output-template-file --stack-name
          --capabilities --parameter-overrides --state-machine-arn --input --deploy-mode
          --release-label --applications --use-default-roles --instance-type
          --instance-count --configurations --cluster-id --steps --cli-input-json
          --job-name --type --properties-file --since --query-string --result-configuration
          --topic-arn --protocol --notification-endpoint --alarm-name --namespace --metric-name
          --dimensions --statistic --period --evaluation-periods --threshold
          --comparison-operator --treat-missing-data --alarm-actions
          """
              .split("\\s+"));

  private static final Map<String, String> NAMES =
      Map.of(
          "TABLE", "Orders",
          "CODE", "my-code",
          "LANDING", "my-raw",
          "LAKE", "my-lake",
          "AWS_REGION", "eu-central-1",
          "ACCOUNT", "111122223333");

  private final ObjectMapper json = new ObjectMapper();

  @Test
  void everyOptionInTheTextsExists() {
    Set<String> unknown = new TreeSet<>();
    Set<String> known = new TreeSet<>(OF_OTHERS);
    known.addAll(JobCommands.options());
    for (Path file : texts()) {
      Matcher matcher = OPTION.matcher(Project.text(file));
      while (matcher.find()) {
        String option = matcher.group();
        if (known.add(option) && !JobCommands.unknown("backfill", Map.of(option, "x")).isEmpty()) {
          unknown.add(file.getFileName() + ": " + option);
        }
      }
    }
    assertThat(unknown).isEmpty();
  }

  private static List<Path> texts() {
    return Stream.of("glue-scripts", "conf/aws", "conf/emr", "conf/airflow")
        .flatMap(folder -> Project.files(folder).stream())
        .toList();
  }

  @Test
  void theArgumentsOfTheReadmeAreTakenInEveryRunThatItStarts() throws IOException {
    String readme = Project.text(README);
    List<String> defaults = options(json.readTree(heredoc(readme)));
    JobCommands.requireTaken("backfill", defaults);
    Matcher started = Pattern.compile("'(\\{\"--.*})'|\"Arguments\":(\\{.*?})").matcher(readme);
    List<String> runs = new ArrayList<>();
    while (started.find()) {
      String text = started.group(1) == null ? started.group(2) : started.group(1);
      List<String> all = new ArrayList<>(defaults);
      all.addAll(options(json.readTree(text)));
      JobCommands.requireTaken("backfill", all);
      runs.add(text);
    }
    assertThat(runs).hasSize(3);
  }

  /** What the shell makes of the step that writes the default arguments. */
  private static String heredoc(String readme) {
    String step =
        readme
            .substring(readme.indexOf("    CONF=$("), readme.indexOf("    END\n") + 8)
            .replaceAll("(?m)^ {4}", "")
            .replace("> backfill-arguments.json ", "");
    Shell.Outcome printed = Shell.run(NAMES, List.of("bash", "-euc", step));
    assertThat(printed.exitCode()).as(printed.output()).isZero();
    return printed.output();
  }

  private static List<String> options(JsonNode arguments) {
    List<String> options = new ArrayList<>(List.of("--JOB_NAME=dynalake-backfill"));
    arguments.fields().forEachRemaining(e -> options.add(e.getKey() + "=" + e.getValue().asText()));
    return options;
  }

  @Test
  void stepsOfEmrNameTheClassAndTakenOptions() {
    List<String> step = Project.texts(Project.json("conf/emr/step.json").at("/0/Args"));
    assertThat(step).contains("io.dynalake.jobs.Main");
    int job = step.indexOf("backfill");
    JobCommands.requireTaken("backfill", step.subList(job + 1, step.size()));

    JsonNode run = Project.json("conf/emr/serverless-job-run.json").at("/jobDriver/sparkSubmit");
    List<String> arguments = Project.texts(run.at("/entryPointArguments"));
    assertThat(arguments.get(0)).isEqualTo("backfill");
    JobCommands.requireTaken("backfill", arguments.subList(1, arguments.size()));
    assertThat(run.at("/sparkSubmitParameters").asText()).contains("--class io.dynalake.jobs.Main");
    assertThat(Project.json("conf/emr/configurations.json"))
        .allMatch(each -> each.has("Classification") && each.path("Properties").size() > 0);
  }

  @Test
  void theDagOfAirflowGivesOptionsThatAreTaken() {
    String dag = Project.text("conf/airflow/dynalake_weekly.py");
    List<String> options = new ArrayList<>();
    Matcher matcher = Pattern.compile("\"(--[a-z-]+)\": \"(.*)\",").matcher(dag);
    while (matcher.find()) {
      String value =
          matcher
              .group(2)
              .replaceAll("\\{\\{.*%Y-%m-%dT00:00:00Z.*}}", "2024-05-11T00:00:00Z")
              .replaceAll("\\{\\{.*start.*%Y-%m-%d.*}}", "2024-05-04")
              .replaceAll("\\{\\{.*end.*%Y-%m-%d.*}}", "2024-05-11")
              .replaceAll("\\{\\{.*%Y%m%d.*}}", "20240511");
      options.add(matcher.group(1) + "=" + value);
    }
    assertThat(options).hasSizeGreaterThan(8);
    JobCommands.requireTaken("backfill", options);
  }

  @Test
  void everyPythonFileCompiles(@TempDir Path scratch) {
    assumeTrue(PythonScripts.canRun(), "python3 is needed, and not there");
    List<String> command = new ArrayList<>(List.of("python3", "-m", "py_compile"));
    Stream.of("glue-scripts/python", "conf/airflow")
        .flatMap(folder -> Project.files(folder).stream())
        .forEach(file -> command.add(file.toAbsolutePath().toString()));
    Shell.Outcome compiled = Shell.run(Map.of("PYTHONPYCACHEPREFIX", scratch.toString()), command);
    assertThat(compiled.exitCode()).as(compiled.output()).isZero();
  }

  @Test
  void policiesAreFilledInOrSayWhatTheyLack() throws IOException {
    List<Path> policies = Project.files("conf/aws/iam");
    assertThat(policies).isNotEmpty();
    for (Path file : policies) {
      String policy = file.getFileName().toString().replace(".json", "");
      Shell.Outcome filled = policy(policy, List.of("BackfillJob=b", "Topic=arn:aws:sns:t"));
      assertThat(filled.exitCode()).as(filled.output()).isZero();
      assertThat(filled.output()).doesNotContain("${").doesNotContain("Fn::Sub");
      assertThat(json.readTree(filled.output()).path("Statement").size()).isPositive();
    }
    Shell.Outcome lacking = Shell.run(Map.of(), List.of("conf/aws/policy", "runs"));
    assertThat(lacking.exitCode()).isEqualTo(64);
    assertThat(lacking.output())
        .contains("policy: without a value: AWS::AccountId AWS::Region LedgerTable");
    assertThat(policy("no-job", List.of()).output()).contains("policy: name one of apply ");
  }

  /** As the README calls it. */
  private static Shell.Outcome policy(String name, List<String> more) {
    List<String> command = new ArrayList<>(List.of("conf/aws/policy", name));
    command.addAll(
        List.of(
            "TableName=Orders",
            "CodeBucket=my-code",
            "LandingBucket=my-raw",
            "LakeBucket=my-lake",
            "LedgerTable=dynalake-ledger",
            "Database=dynalake",
            "AWS::Region=eu-central-1",
            "AWS::AccountId=111122223333"));
    command.addAll(more);
    return Shell.run(Map.of(), command);
  }
}
