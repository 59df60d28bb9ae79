package io.dynalake.it.platform;

import static org.assertj.core.api.Assertions.assertThat;

import io.dynalake.error.ErrorCode;
import io.dynalake.error.JobException;
import io.dynalake.it.platform.Policy.Permission;
import io.dynalake.jobs.Dynalake;
import io.dynalake.testsupport.dynamodb.ExportSettings;
import io.dynalake.testsupport.fault.Call;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

/** What jobs ask of DynamoDB and S3 is what their policies allow: all of it, and hardly more. */
@TestInstance(Lifecycle.PER_CLASS)
class PoliciesIT {
  private static final String TABLE = "Orders";
  private static final String TABLES = "arn:aws:dynamodb:eu-central-1:123456789012:table/";
  private static final Duration PAST = Duration.ofHours(5);

  /** The catalog is not there; and DynamoDB itself writes what is exported. */
  private static final Pattern ELSEWHERE = Pattern.compile("Catalog: .*|ExportIntoLanding: .*");

  /**
   * What is asked only after a failure, where there was a run like it before, and where an item was
   * changed while it was deleted, which is put back.
   */
  private static final Pattern SOMETIMES =
      Pattern.compile(
          ".*: s3:(AbortMultipartUpload|ListMultipartUploadParts|DeleteObject)"
              + "|Ledger: dynamodb:BatchGetItem|DeleteItems: dynamodb:PutItem");

  private final AwsStandIns aws = AwsStandIns.start(ExportSettings.defaults().behind(PAST));
  private final String landing = "s3a://" + aws.newBucket();
  private final String lake = "s3a://" + aws.newBucket();

  @BeforeAll
  void fill() {
    aws.createTable(TABLE);
    for (int i = 0; i < 20; i++) {
      aws.put(TABLE, Map.of("pk", "order-" + i, "updatedAt", "2024-05-0" + (1 + i % 7)));
    }
    aws.pass(Duration.ofMinutes(1));
    run("export", table(landing + "/given", "--via=pitr", "--run-id=given"));
  }

  @AfterAll
  void stop() {
    aws.close();
  }

  @Test
  void export() {
    allows(
        "export",
        () -> {
          run("export", table(landing + "/scanned", "--via=scan", aws.ledger()));
          String[] named = table(landing + "/e", "--via=pitr", "--run-id=named", aws.ledger());
          run("export", named);
          run("export", named);
        });
  }

  @Test
  void backfill() {
    String target = "--target=" + lake + "/orders";
    String by = "--partition-by=truncate(7, updatedAt)";
    String mode = "--write-mode=overwrite-partitions";
    String[] given = {
      "--export=" + landing + "/given", "--target=" + lake + "/given", aws.ledger()
    };
    allows(
        "backfill",
        () -> {
          run("backfill", table(landing + "/a", target, by, mode, "--via=scan", aws.ledger()));
          String[] named =
              table(landing + "/b", target, by, mode, "--via=pitr", "--run-id=both", aws.ledger());
          run("backfill", named);
          run("backfill", named);
          run("backfill", given);
          run("backfill", given);
        });
  }

  @Test
  void apply() {
    String target = "--target=" + lake + "/now";
    String[] options =
        table(
            landing + "/followed",
            target,
            "--follow",
            "--via=pitr",
            "--table-format=parquet",
            aws.ledger());
    allows(
        "apply",
        () -> {
          run("apply", options);
          aws.put(TABLE, Map.of("pk", "order-1", "updatedAt", "2024-06-01"));
          // Up to now.
          aws.pass(PAST.minusMinutes(1));
          run("apply", Stream.concat(Stream.of(options), Stream.of("--run-id=hourly")));
        });
  }

  @Test
  void load() {
    run("backfill", Stream.of("--export=" + landing + "/given", "--target=" + lake + "/loaded"));
    String[] parquet = load("parquet", lake + "/loaded");
    String[] export = load("export", landing + "/given");
    allows(
        "load",
        () -> {
          run("load", parquet);
          run("load", parquet);
          run("load", Stream.concat(Stream.of(export), Stream.of("--if-exists=skip")));
        });
  }

  private String[] load(String format, String from) {
    return new String[] {
      "--table=" + TABLE,
      "--region=eu-central-1",
      "--dynamodb-endpoint=" + aws.dynamoDb().endpoint(),
      "--format=" + format,
      "--from=" + from,
      "--dead-letters=" + landing + "/dead",
      aws.ledger()
    };
  }

  @Test
  void archive() {
    String confirm = "--confirm=" + TABLE;
    String to = landing + "/archive";
    String[] some = table(to, "--before=2024-05-03", "--delete", confirm, aws.ledger());
    String[] more = table(to, "--before=2024-05-05", "--delete", confirm, aws.ledger());
    allows(
        "archive",
        () -> {
          run("archive", some);
          run(
              "archive",
              Stream.concat(
                  Stream.of(more),
                  Stream.of("--delete-mode=batch", "--target=" + lake + "/archived")));
        });
  }

  @Test
  void compare() {
    run("backfill", Stream.of("--export=" + landing + "/given", "--target=" + lake + "/compared"));
    String endpoint = "--dynamodb-endpoint=" + aws.dynamoDb().endpoint();
    Stream<String> table =
        inputs(
            "dynamodb://" + TABLE,
            landing + "/given",
            "--landing=" + landing + "/read",
            "--region=eu-central-1",
            endpoint);
    allows(
        "compare",
        () -> {
          run("compare", inputs(landing + "/given", lake + "/compared", "--key=pk"));
          try {
            run("compare", table);
          } catch (JobException e) {
            // They are of different times.
            assertThat(e.code()).isEqualTo(ErrorCode.BAD_DATA);
          }
        });
  }

  private static Stream<String> inputs(String left, String right, String... more) {
    return Stream.concat(Stream.of("--left=" + left, "--right=" + right), Stream.of(more));
  }

  @Test
  void schema() {
    String export = "--export=" + landing + "/given";
    allows(
        "schema",
        () -> {
          run("schema", Stream.of(export, "--target=" + lake + "/pinned", "--pin"));
          run("schema", Stream.of(export, "--target=" + lake + "/pinned", "--diff"));
        });
  }

  @Test
  void runs() {
    String[] backfill = {
      "--export=" + landing + "/given", "--target=" + lake + "/r", "--run-id=seen", aws.ledger()
    };
    run("backfill", backfill);
    allows(
        "runs",
        () -> {
          run("runs", Stream.of("--action=list", aws.ledger()));
          run("runs", Stream.of("--action=show", "--run=seen", aws.ledger()));
        });
  }

  private String[] table(String to, String... more) {
    List<String> options =
        new ArrayList<>(
            List.of(
                "--table=" + TABLE,
                "--region=eu-central-1",
                "--dynamodb-endpoint=" + aws.dynamoDb().endpoint(),
                "--landing=" + to));
    options.addAll(List.of(more));
    return options.toArray(String[]::new);
  }

  private static void run(String job, String... options) {
    Dynalake.run(job, List.of(options));
  }

  private static void run(String job, Stream<String> options) {
    Dynalake.run(job, options.toList());
  }

  /** Fails if the job's policy lacks something, or allows more than was asked. */
  private void allows(String job, Runnable work) {
    aws.dynamoDb().log().clear();
    aws.s3().log().clear();
    work.run();
    Policy policy =
        Policy.of(
            job,
            Map.of(
                "AWS::Partition",
                "aws",
                "AWS::Region",
                "eu-central-1",
                "AWS::AccountId",
                "123456789012",
                "TableName",
                TABLE,
                "LedgerTable",
                AwsStandIns.LEDGER,
                "LandingBucket",
                landing.substring("s3a://".length()),
                "LakeBucket",
                lake.substring("s3a://".length())));
    List<Permission> asked =
        Stream.concat(aws.dynamoDb().log().calls().stream(), aws.s3().log().calls().stream())
            .map(Call::operation)
            .flatMap(operation -> Policy.of(operation, TABLES).stream())
            .distinct()
            .toList();

    assertThat(asked).as(job).isNotEmpty();
    assertThat(asked.stream().filter(each -> !policy.allows(each)))
        .as(job + " asks for, and is not allowed")
        .isEmpty();
    assertThat(policy.beyond(asked).stream().filter(each -> !isExpected(each)))
        .as(job + " is allowed, and does not ask for")
        .isEmpty();
  }

  private static boolean isExpected(String beyond) {
    return ELSEWHERE.matcher(beyond).matches() || SOMETIMES.matcher(beyond).matches();
  }
}
