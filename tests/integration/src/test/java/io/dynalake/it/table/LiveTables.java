package io.dynalake.it.table;

import io.dynalake.it.run.InProcess;
import io.dynalake.jobs.Dynalake;
import io.dynalake.testsupport.dynamodb.EmbeddedDynamoDb;
import io.dynalake.testsupport.dynamodb.ExportEmulator;
import io.dynalake.testsupport.dynamodb.ExportSettings;
import io.dynalake.testsupport.dynamodb.Tables;
import io.dynalake.testsupport.fault.FaultProxy;
import io.dynalake.testsupport.s3.EmbeddedS3;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

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

  ExportEmulator emulator() {
    return emulator;
  }

  FaultProxy proxy() {
    return proxy;
  }

  Tables tables() {
    return tables;
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
    List<String> arguments = new ArrayList<>(List.of(job, "--table=" + table));
    arguments.addAll(options());
    arguments.addAll(List.of(more));
    Dynalake.run(arguments.toArray(String[]::new));
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
