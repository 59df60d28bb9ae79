package io.dynalake.it.platform;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dynalake.jobs.options.JobCommand;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The CloudFormation template and the state machine, as far as that shows without AWS. */
class TemplateTest {
  private static final Set<String> PSEUDO =
      Set.of("AWS::AccountId", "AWS::Partition", "AWS::Region", "AWS::StackName");

  /** Actions that the service authorization reference gives no resource. */
  private static final Set<String> WITHOUT_RESOURCE =
      Set.of("dynamodb:ListExports", "cloudwatch:PutMetricData");

  /** What the tasks of the state machine need. */
  private static final Map<String, Set<String>> ACTIONS =
      Map.of(
          "arn:aws:states:::dynamodb:getItem",
          Set.of("dynamodb:GetItem"),
          "arn:aws:states:::aws-sdk:dynamodb:exportTableToPointInTime",
          Set.of(
              "dynamodb:ExportTableToPointInTime",
              "s3:PutObject",
              "s3:PutObjectAcl",
              "s3:AbortMultipartUpload"),
          "arn:aws:states:::aws-sdk:dynamodb:describeExport",
          Set.of("dynamodb:DescribeExport"),
          "arn:aws:states:::glue:startJobRun.sync",
          Set.of("glue:StartJobRun", "glue:GetJobRun", "glue:GetJobRuns", "glue:BatchStopJobRun"),
          "arn:aws:states:::sns:publish",
          Set.of("sns:Publish"));

  private final Template template = Template.read("conf/aws/dynalake.yaml");
  private final JsonNode stateMachine = Project.json("conf/aws/weekly-backfill.asl.json");

  @Test
  void everyReferenceResolves() {
    Set<String> resources = Project.names(template.section("Resources"));
    Set<String> names = new HashSet<>(resources);
    names.addAll(Project.names(template.section("Parameters")));
    names.addAll(PSEUDO);
    List<String> dangling = new ArrayList<>();
    template.functions(
        (function, argument) -> {
          switch (function) {
            case "Ref" -> {
              if (!names.contains(argument.asText())) {
                dangling.add("Ref " + argument);
              }
            }
            case "Fn::GetAtt" -> {
              if (!resources.contains(argument.path(0).asText())
                  || !argument.path(1).asText().equals("Arn")) {
                dangling.add("GetAtt " + argument);
              }
            }
            case "Fn::Sub" -> {
              for (String name : Template.names(argument.asText())) {
                boolean arn = name.endsWith(".Arn");
                String of = arn ? name.substring(0, name.length() - ".Arn".length()) : name;
                if (!(arn ? resources : names).contains(of)) {
                  dangling.add("Sub " + name);
                }
              }
            }
            default -> assertThat(function).isIn("Fn::Not", "Fn::Equals");
          }
        });
    assertThat(dangling).isEmpty();
  }

  @Test
  void everyPropertyIsOneOfCloudFormations() {
    // As package leaves it, which uploads the file.
    ((ObjectNode) template.resource("Pipeline").path("Properties"))
        .putObject("DefinitionS3Location")
        .put("Bucket", "code")
        .put("Key", "weekly-backfill.asl.json");
    CloudFormationTypes types = new CloudFormationTypes();
    template
        .section("Resources")
        .fields()
        .forEachRemaining(resource -> types.check(resource.getKey(), resource.getValue()));
    assertThat(types.wrong()).isEmpty();
    assertThat(types.checked()).isGreaterThan(200);
  }

  @Test
  void everyParameterIsUsed() {
    Set<String> unused = Project.names(template.section("Parameters"));
    template.functions(
        (function, argument) -> {
          unused.remove(argument.asText());
          Template.names(argument.asText()).forEach(unused::remove);
        });
    assertThat(unused).isEmpty();
  }

  @Test
  void bucketsAreEncryptedAndPrivateAndTakeEncryptedConnectionsOnly() {
    Map<String, JsonNode> buckets = template.resources("AWS::S3::Bucket");
    assertThat(buckets).hasSize(2);
    buckets.forEach(
        (name, bucket) -> {
          JsonNode block = bucket.at("/Properties/PublicAccessBlockConfiguration");
          assertThat(block).as(name).hasSize(4).allMatch(JsonNode::asBoolean);
          assertThat(bucket.at("/Properties/BucketEncryption").toString()).contains("SSEAlgorithm");
          assertThat(bucket.path("DeletionPolicy").asText()).isEqualTo("Retain");
          assertThat(template.resource(name + "Policy").toString())
              .contains("\"Effect\":\"Deny\"")
              .contains("\"aws:SecureTransport\":\"false\"")
              .contains("\"Bucket\":{\"Ref\":\"" + name + "\"}");
        });
  }

  @Test
  void rolesAreAllowedSingleActionsOnNamedResources() {
    for (JsonNode role : template.resources("AWS::IAM::Role").values()) {
      for (JsonNode policy : role.at("/Properties/Policies")) {
        for (JsonNode statement : policy.at("/PolicyDocument/Statement")) {
          JsonNode action = statement.path("Action");
          List<String> actions =
              action.isArray() ? Project.texts(action) : List.of(action.asText());
          assertThat(actions).isNotEmpty().noneMatch(each -> each.contains("*"));
          if (statement.path("Resource").asText().equals("*")) {
            assertThat(WITHOUT_RESOURCE).containsAll(actions);
          }
        }
      }
    }
  }

  @Test
  void everyJobIsAGlueJobWithItsScriptItsRoleAndOptionsThatItTakes() {
    assertThat(template.resources("AWS::Glue::Job")).hasSameSizeAs(JobCommands.all());
    for (JobCommand<?> command : JobCommands.all()) {
      String job = command.name();
      String name = job.substring(0, 1).toUpperCase(Locale.ROOT) + job.substring(1);
      JsonNode properties = template.resource(name + "Job").path("Properties");
      String script = properties.at("/Command/ScriptLocation").asText();
      assertThat(script).isEqualTo("../../glue-scripts/scala/" + job + ".scala");
      assertThat(Project.path("conf/aws").resolve(script)).exists();
      assertThat(properties.at("/Role/Fn::GetAtt/0").asText()).isEqualTo(name + "Role");
      assertThat(properties.path("MaxRetries").asInt(-1)).isZero();
      JsonNode policies = template.resource(name + "Role").at("/Properties/Policies");
      assertThat(policies)
          .extracting(policy -> policy.path("PolicyName").asText())
          .containsExactly("glue", job);
      Map<String, String> arguments = arguments(properties.path("DefaultArguments"));
      assertThat(arguments.get("--conf")).isEqualTo(sparkDefaults());
      assertThat(JobCommands.unknown(job, arguments)).as(job).isEmpty();
    }
  }

  /** As glue-scripts/README.md makes it. */
  private static String sparkDefaults() {
    return Project.text("conf/spark-defaults-glue.conf")
        .lines()
        .filter(line -> !line.isBlank() && !line.startsWith("#"))
        .map(line -> line.replaceFirst(" +", "="))
        .collect(Collectors.joining(" --conf "));
  }

  @Test
  void thePipelinesOptionsAreTakenTogetherWithThoseOfItsGlueJob() {
    Map<String, String> options =
        arguments(template.resource("BackfillJob").at("/Properties/DefaultArguments"));
    options.putAll(arguments(stateMachine.at("/States/Transform/Arguments/Arguments")));
    options.put("--JOB_NAME", "dynalake-backfill");
    JobCommands.requireTaken(
        "backfill", options.entrySet().stream().map(e -> e.getKey() + "=" + e.getValue()).toList());
  }

  private static Map<String, String> arguments(JsonNode map) {
    Map<String, String> arguments = new LinkedHashMap<>();
    map.fields().forEachRemaining(each -> arguments.put(each.getKey(), filled(each.getValue())));
    return arguments;
  }

  /** With something that fits for what is said at run time. */
  private static String filled(JsonNode value) {
    String text = value.path("Fn::Sub").asText(value.asText());
    return switch (text) {
      case "{% $from %}" -> "2024-05-04";
      case "{% $until %}" -> "2024-05-11";
      case "{% $run %}" -> "orders-weekly-20240511";
      case "${PartitionBy}" -> "day(updatedAt)";
      default -> text.replaceAll("\\$\\{([A-Za-z]+)}", "$1");
    };
  }

  @Test
  void theStateMachineGetsTheNamesThatItUses() {
    JsonNode pipeline = template.resource("Pipeline").path("Properties");
    assertThat(pipeline.path("DefinitionS3Location").asText())
        .isEqualTo("weekly-backfill.asl.json");
    assertThat(Project.names(pipeline.path("DefinitionSubstitutions")))
        .isEqualTo(
            new TreeSet<>(Template.names(Project.text("conf/aws/weekly-backfill.asl.json"))));
  }

  @Test
  void everyStateIsReachedAndEveryFailureIsTold() {
    JsonNode states = stateMachine.path("States");
    Set<String> reached = new TreeSet<>(Set.of(stateMachine.path("StartAt").asText()));
    states
        .fields()
        .forEachRemaining(
            state -> {
              JsonNode properties = state.getValue();
              reached.addAll(properties.findValuesAsText("Next"));
              reached.addAll(properties.findValuesAsText("Default"));
              if (properties.path("Type").asText().equals("Task")) {
                boolean tells = state.getKey().startsWith("Tell");
                assertThat(properties.has("Retry")).as(state.getKey()).isTrue();
                assertThat(properties.has("Catch")).as(state.getKey()).isEqualTo(!tells);
              }
            });
    assertThat(reached).isEqualTo(Project.names(states));
  }

  @Test
  void thePipelinesRoleMayDoWhatItsTasksDoAndNothingElse() {
    Set<String> needed = new TreeSet<>();
    for (String resource : stateMachine.findValuesAsText("Resource")) {
      needed.addAll(ACTIONS.getOrDefault(resource, Set.of(resource)));
    }
    assertThat(Policy.of("pipeline", Map.of()).actions()).isEqualTo(needed);
  }
}
