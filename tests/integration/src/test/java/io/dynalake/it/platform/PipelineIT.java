package io.dynalake.it.platform;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.dynalake.error.JobException;
import io.dynalake.it.platform.StateMachine.Execution;
import io.dynalake.it.platform.StateMachine.Service;
import io.dynalake.it.platform.StateMachine.ServiceFailure;
import io.dynalake.jobs.Dynalake;
import io.dynalake.testsupport.dynamodb.ExportSettings;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

/**
 * The weekly pipeline as it is in {@code conf/aws}, with the emulator of exports for DynamoDB, and
 * the job itself for AWS Glue.
 */
@TestInstance(Lifecycle.PER_CLASS)
class PipelineIT {
  private static final String TABLE = "Orders";
  private static final Duration PAST = Duration.ofHours(30);

  private final LocalDate today = LocalDate.now(ZoneOffset.UTC);
  private final AwsStandIns aws =
      AwsStandIns.start(ExportSettings.defaults().behind(PAST).lasting(Duration.ofSeconds(80)));
  private final List<JsonNode> messages = new ArrayList<>();
  private final List<Duration> waits = new ArrayList<>();
  private final List<String> glueRuns = new ArrayList<>();
  private int failures;
  private String landing = "";
  private String lake = "";

  @BeforeAll
  void start() {
    aws.createTable(TABLE);
    put("before", today.minusDays(8) + "T23:59:59Z");
    put("first", today.minusDays(7) + "T00:00:00Z");
    put("last", today.minusDays(1) + "T23:59:59Z");
    put("behind", today + "T00:00:00Z");
    aws.pass(PAST);
    put("after-the-export-time", today.minusDays(1) + "T12:00:00Z");
  }

  @BeforeEach
  void forget() {
    landing = aws.newBucket();
    lake = aws.newBucket();
    messages.clear();
    waits.clear();
    glueRuns.clear();
    failures = 0;
  }

  @AfterAll
  void stop() {
    aws.close();
  }

  @Test
  void bringsTheWeekInOnce() {
    int exportsBefore = exports().size();

    Execution first = pipeline("once").execute(input());

    assertThat(first.error()).as(first.cause()).isEmpty();
    assertThat(first.visited())
        .startsWith("Window", "Look into the ledger", "Is it done?", "Start the export")
        .endsWith("Transform", "Tell that it is done", "Done");
    // The export takes 80 seconds.
    assertThat(waits).hasSizeGreaterThanOrEqualTo(3).containsOnly(Duration.ofSeconds(30));
    assertThat(items()).containsExactly("first", "last");
    assertThat(messages).singleElement().asString().contains("once-weekly-").contains(": done");

    Execution again = pipeline("once").execute(input());

    assertThat(again.visited())
        .containsExactly("Window", "Look into the ledger", "Is it done?", "Done");
    assertThat(exports()).hasSize(exportsBefore + 1);
    assertThat(messages).hasSize(1);
  }

  @Test
  void triesTheGlueJobAgainUnderTheSameName() {
    failures = 1;

    Execution execution = pipeline("retried").execute(input());

    assertThat(execution.succeeded()).isTrue();
    assertThat(glueRuns).hasSize(2);
    assertThat(glueRuns.get(1)).isEqualTo(glueRuns.get(0)).contains("--run-id=" + named("retried"));
    assertThat(waits).contains(Duration.ofMinutes(5));
    assertThat(items()).containsExactly("first", "last");
  }

  @Test
  void tellsWhyAnExportFailedAndWritesNothing() {
    aws.emulator().failNextExport("S3AccessDenied", "the bucket is not ours");

    Execution execution = pipeline("refused").execute(input());

    assertThat(execution.error()).isEqualTo("S3AccessDenied");
    assertThat(execution.cause()).isEqualTo("the bucket is not ours");
    assertThat(execution.visited()).endsWith("Tell that it failed", "Failed");
    assertThat(glueRuns).isEmpty();
    assertThat(messages)
        .singleElement()
        .asString()
        .contains(named("refused") + ": failed")
        .contains("S3AccessDenied: the bucket is not ours. When the reason is gone");
  }

  @Test
  void tellsWhyTheGlueJobFailedInTheEnd() {
    failures = 3;

    Execution execution = pipeline("failing").execute(input());

    assertThat(execution.error()).isEqualTo("States.TaskFailed");
    assertThat(glueRuns).hasSize(3);
    assertThat(messages).singleElement().asString().contains("out of workers");

    // The same input takes the same export.
    int before = exports().size();
    failures = 0;
    assertThat(pipeline("failing").execute(input()).succeeded()).isTrue();
    assertThat(exports()).hasSize(before);
  }

  private String named(String dataset) {
    return dataset + "-weekly-" + today.toString().replace("-", "");
  }

  private Map<String, String> input() {
    return Map.of("scheduled", today + "T04:00:00Z");
  }

  private StateMachine pipeline(String dataset) {
    Map<String, String> names =
        Map.of(
            "TableArn",
            aws.emulator().tableArn(TABLE),
            "Dataset",
            dataset,
            "UpdatedAt",
            "updatedAt",
            "PartitionBy",
            "day(updatedAt)",
            "LandingBucket",
            landing,
            "LakeBucket",
            lake,
            "Database",
            "shop",
            "LedgerTable",
            AwsStandIns.LEDGER,
            "BackfillJob",
            "dynalake-backfill",
            "Topic",
            "arn:aws:sns:eu-central-1:123456789012:dynalake");
    String definition = Project.text("conf/aws/weekly-backfill.asl.json");
    for (Map.Entry<String, String> name : names.entrySet()) {
      definition = definition.replace("${" + name.getKey() + "}", name.getValue());
    }
    Map<String, Service> services =
        new HashMap<>(new DynamoDbTasks(aws.tables().client()).services());
    services.put("arn:aws:states:::glue:startJobRun.sync", this::glue);
    services.put(
        "arn:aws:states:::sns:publish",
        message -> {
          messages.add(message);
          return Map.of("MessageId", "1");
        });
    return StateMachine.of(definition, services, this::pass);
  }

  private void pass(Duration wait) {
    waits.add(wait);
    aws.pass(wait);
    try {
      // The emulator still writes.
      Thread.sleep(20);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private Object glue(JsonNode arguments) throws ServiceFailure {
    assertThat(arguments.path("JobName").asText()).isEqualTo("dynalake-backfill");
    List<String> options = new ArrayList<>();
    arguments
        .path("Arguments")
        .fields()
        .forEachRemaining(each -> options.add(each.getKey() + "=" + each.getValue().asText()));
    // There is no Data Catalog here.
    assertThat(options.removeIf(option -> option.startsWith("--catalog-table=shop."))).isTrue();
    glueRuns.add(String.join(" ", options));
    if (failures > 0) {
      failures--;
      throw new ServiceFailure("States.TaskFailed", "{\"ErrorMessage\":\"out of workers\"}");
    }
    options.add(aws.ledger());
    options.addAll(List.of("--JOB_NAME", "dynalake-backfill"));
    try {
      Dynalake.run("backfill", options);
    } catch (JobException e) {
      throw new ServiceFailure("States.TaskFailed", String.valueOf(e.getMessage()));
    }
    return Map.of("JobRunState", "SUCCEEDED");
  }

  private void put(String key, String updatedAt) {
    aws.put(TABLE, Map.of("pk", key, "updatedAt", updatedAt));
  }

  private List<?> exports() {
    return aws.tables()
        .client()
        .listExports(request -> request.tableArn(aws.emulator().tableArn(TABLE)))
        .exportSummaries();
  }

  private List<String> items() {
    String dataset = glueRuns.get(0).replaceFirst(".*--target=(\\S+).*", "$1");
    return SparkSession.builder()
        .getOrCreate()
        .read()
        .parquet(dataset)
        .select("pk")
        .as(Encoders.STRING())
        .collectAsList()
        .stream()
        .sorted()
        .toList();
  }
}
