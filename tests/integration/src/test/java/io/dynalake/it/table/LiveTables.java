package io.dynalake.it.table;

import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.dynalake.error.JobException;
import io.dynalake.it.run.InProcess;
import io.dynalake.it.run.Place;
import io.dynalake.jobs.Dynalake;
import io.dynalake.testsupport.dynamodb.EmbeddedDynamoDb;
import io.dynalake.testsupport.dynamodb.ExportEmulator;
import io.dynalake.testsupport.dynamodb.ExportSettings;
import io.dynalake.testsupport.dynamodb.TableSpec;
import io.dynalake.testsupport.dynamodb.Tables;
import io.dynalake.testsupport.export.Value;
import io.dynalake.testsupport.fault.FaultProxy;
import io.dynalake.testsupport.job.JobProcess;
import io.dynalake.testsupport.s3.EmbeddedS3;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** All that a job on a live table talks to: DynamoDB with exports, behind a proxy, and S3. */
final class LiveTables implements AutoCloseable {
  /** How far the emulator's clock is behind at first. */
  static final Duration PAST = Duration.ofHours(5);

  private final EmbeddedDynamoDb local = EmbeddedDynamoDb.start();
  private final ExportEmulator emulator;
  private final FaultProxy proxy;
  private final Tables tables;
  private final InProcess spark;

  private LiveTables(ExportSettings settings) {
    emulator = ExportEmulator.start(local.endpoint(), EmbeddedS3.shared().endpoint(), settings);
    proxy = FaultProxy.before(emulator.endpoint());
    tables = Tables.at(emulator.endpoint());
    spark = InProcess.withS3();
    System.setProperty("aws.accessKeyId", "embedded");
    System.setProperty("aws.secretAccessKey", "embedded");
  }

  static LiveTables start() {
    return new LiveTables(ExportSettings.defaults().behind(PAST));
  }

  /** With the tables of another account. */
  static LiveTables startIn(String region, String account) {
    return new LiveTables(ExportSettings.defaults().behind(PAST).in(region, account));
  }

  ExportEmulator emulator() {
    return emulator;
  }

  FaultProxy proxy() {
    return proxy;
  }

  Tables tables() {
    return tables;
  }

  /** Makes a table with the key "pk" and puts items into it; returns all that it holds then. */
  List<String> hold(String table, Stream<Value.MapOf> items) {
    tables.create(TableSpec.of(table, TableSpec.Key.text("pk")));
    tables.fill(table, items);
    return Landings.comparable(tables.items(table));
  }

  /** Forgets faults and calls of the test before. */
  void forget() {
    proxy.clearRules();
    proxy.log().clear();
  }

  /** Switches point-in-time recovery on. */
  void protect(String table) {
    tables
        .client()
        .updateContinuousBackups(
            request ->
                request
                    .tableName(table)
                    .pointInTimeRecoverySpecification(
                        recovery -> recovery.pointInTimeRecoveryEnabled(true)));
  }

  /** The options that say where DynamoDB is. */
  List<String> options() {
    return List.of("--dynamodb-endpoint=" + proxy.endpoint(), "--region=eu-central-1");
  }

  /** Runs a job on a table. */
  void run(String job, String table, String... more) {
    Dynalake.run(arguments(job, table, more).toArray(String[]::new));
  }

  /** Runs a job that fails; returns how. */
  JobException failure(String job, String table, String... more) {
    return catchThrowableOfType(JobException.class, () -> run(job, table, more));
  }

  /** Runs a job on a table; returns what it prints. */
  String printed(String job, String table, String... more) {
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    PrintStream out = System.out;
    System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
    try {
      run(job, table, more);
    } finally {
      System.setOut(out);
    }
    return printed.toString(StandardCharsets.UTF_8);
  }

  private List<String> arguments(String job, String table, String... more) {
    List<String> arguments = new ArrayList<>(List.of(job, "--table=" + table));
    arguments.addAll(options());
    arguments.addAll(List.of(more));
    return arguments;
  }

  /**
   * Starts a job on a table as processes of its own.
   *
   * @param spark options of spark-submit
   * @param to where it lands
   */
  JobProcess start(List<String> spark, Place to, String job, String table, String... more) {
    List<String> command = new ArrayList<>(spark);
    command.addAll(to.sparkOptions());
    Map<String, String> credentials =
        Map.of("AWS_ACCESS_KEY_ID", "embedded", "AWS_SECRET_ACCESS_KEY", "embedded");
    credentials.forEach(
        (name, value) ->
            command.addAll(List.of("--conf", "spark.executorEnv." + name + "=" + value)));
    command.addAll(arguments(job, table, more));
    return JobProcess.start(command, credentials);
  }

  @Override
  public void close() {
    spark.close();
    tables.close();
    proxy.close();
    emulator.close();
    local.close();
  }
}
