package io.dynalake.testsupport.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.KeysAndAttributes;
import software.amazon.awssdk.services.dynamodb.model.PointInTimeRecoveryDescription;
import software.amazon.awssdk.services.dynamodb.model.PointInTimeRecoveryStatus;
import software.amazon.awssdk.services.dynamodb.model.PointInTimeRecoveryUnavailableException;

/** What the emulator says of tables, and of their point-in-time recovery. */
final class EmulatedTablesTest {
  private final Emulated emulated = new Emulated(ExportSettings.defaults());
  private final MovableClock clock = emulated.emulator.clock();

  @AfterEach
  void close() {
    emulated.close();
  }

  @Test
  void wantsPointInTimeRecovery() {
    String table = emulated.plainTable();
    assertThat(recovery(table).pointInTimeRecoveryStatus())
        .isEqualTo(PointInTimeRecoveryStatus.DISABLED);
    assertThatThrownBy(() -> emulated.export(emulated.request(table).s3Bucket("no-such-bucket")))
        .isInstanceOf(PointInTimeRecoveryUnavailableException.class)
        .hasMessageContaining("Point in time recovery is not enabled for table '" + table + "'");
    Instant enabled = clock.instant();
    emulated.recovery(table, true);
    clock.advance(Duration.ofHours(1));
    PointInTimeRecoveryDescription recovery = recovery(table);
    assertThat(recovery.pointInTimeRecoveryStatus()).isEqualTo(PointInTimeRecoveryStatus.ENABLED);
    assertThat(recovery.recoveryPeriodInDays()).isEqualTo(35);
    assertThat(recovery.earliestRestorableDateTime())
        .isBetween(enabled.truncatedTo(ChronoUnit.MILLIS), enabled.plusSeconds(60));
    assertThat(recovery.latestRestorableDateTime())
        .isBetween(enabled.plusSeconds(3_000), clock.instant().minusSeconds(300));
    clock.advance(Duration.ofDays(50));
    assertThat(recovery(table).earliestRestorableDateTime())
        .isAfter(enabled.plus(Duration.ofDays(14)));
  }

  private PointInTimeRecoveryDescription recovery(String table) {
    return emulated
        .client
        .describeContinuousBackups(r -> r.tableName(table))
        .continuousBackupsDescription()
        .pointInTimeRecoveryDescription();
  }

  @Test
  void describesTablesByArnAndAsATestWants() {
    String table = "EmulatedDescribed";
    emulated.tables.create(TableSpec.of(table, TableSpec.Key.text("pk")).provisioned(10, 10));
    emulated.put(table, "a", "b");
    String foreign = emulated.emulator.tableArn(table).replace("123456789012", "210987654321");
    var plain = emulated.client.describeTable(r -> r.tableName(foreign)).table();
    assertThat(plain.tableArn()).isEqualTo(emulated.emulator.tableArn(table));
    assertThat(plain.itemCount()).isEqualTo(1);
    assertThat(emulated.client.scan(r -> r.tableName(foreign)).count()).isEqualTo(1);
    Map<String, AttributeValue> key = Map.of("pk", AttributeValue.fromS("a"));
    assertThat(
            emulated
                .client
                .batchGetItem(
                    r ->
                        r.requestItems(
                            Map.of(
                                foreign, KeysAndAttributes.builder().keys(List.of(key)).build())))
                .responses()
                .get(table))
        .hasSize(1);

    emulated.emulator.describe(
        table,
        TableFacts.none()
            .counted(0, 0)
            .warmThroughput(12_000, 4_000)
            .onDemandMaximum(500, 100)
            .provisioned(80_000, 1));
    var amended = emulated.client.describeTable(r -> r.tableName(table)).table();
    assertThat(amended.itemCount()).isZero();
    assertThat(amended.warmThroughput().readUnitsPerSecond()).isEqualTo(12_000);
    assertThat(amended.onDemandThroughput().maxReadRequestUnits()).isEqualTo(500);
    assertThat(amended.provisionedThroughput().readCapacityUnits()).isEqualTo(80_000);
    assertThat(amended.keySchema()).isEqualTo(plain.keySchema());
  }
}
