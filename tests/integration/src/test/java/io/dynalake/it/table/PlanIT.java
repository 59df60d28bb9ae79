package io.dynalake.it.table;

import static org.assertj.core.api.Assertions.assertThat;

import io.dynalake.error.ErrorCode;
import io.dynalake.it.run.Place;
import io.dynalake.testsupport.dynamodb.TableFacts;
import io.dynalake.testsupport.dynamodb.TableSpec;
import io.dynalake.testsupport.export.RandomItems;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;

/** What a table says of itself, and what jobs make of that: a rate, an estimate, a choice. */
@TestInstance(Lifecycle.PER_CLASS)
class PlanIT {
  private static final String ON_DEMAND = "OnDemand";
  private static final String PROVISIONED = "Provisioned";
  private static final int ITEMS = 500;
  private static final long TERABYTE = 1L << 40;

  private LiveTables live;
  private Place bucket;
  private Place disk;
  private List<String> stored;

  @BeforeAll
  void start(@TempDir Path temporary) {
    live = LiveTables.start();
    bucket = Place.s3a(temporary);
    disk = Place.local(temporary);
    TableSpec.Key key = TableSpec.Key.text("pk");
    live.tables().create(TableSpec.of(ON_DEMAND, key));
    live.tables().create(TableSpec.of(PROVISIONED, key).provisioned(30, 1_000));
    live.tables().fill(ON_DEMAND, new RandomItems(71).stream(ITEMS));
    live.tables().fill(PROVISIONED, new RandomItems(71).stream(ITEMS));
    live.protect(ON_DEMAND);
    live.emulator().clock().advance(LiveTables.PAST);
    stored = Landings.comparable(live.tables().items(ON_DEMAND));
  }

  @BeforeEach
  void forget() {
    live.emulator().describe(ON_DEMAND, TableFacts.none());
    live.emulator().describe(PROVISIONED, TableFacts.none());
    live.proxy().log().clear();
  }

  @AfterAll
  void stop() {
    live.close();
  }

  @Test
  void takesAShareOfWhatIsProvisioned() {
    live.run(
        "export", PROVISIONED, "--via=scan", "--landing=" + disk.uri("share"), "--rcu-share=0.5");

    assertThat(Landings.items(disk, Landings.export(disk, "share"))).isEqualTo(stored);
    // Half a second of the rate may be saved up and under way.
    assertThat(live.proxy().log().mostConsumedIn(Duration.ofSeconds(1)))
        .isLessThanOrEqualTo(1.6 * 15);
    assertThat(live.proxy().log().consumedCapacity()).as("of more than a second").isGreaterThan(25);
  }

  @Test
  void takesAShareOfWarmThroughputAndOfTheMaximumOnDemand() {
    TableFacts warm = TableFacts.none().warmThroughput(12_000, 4_000);
    assertThat(dryRun(warm, "--rcu-share=0.25")).contains("3,000 RCU/s");
    assertThat(dryRun(TableFacts.none().onDemandMaximum(500, 500), "--rcu-share=0.5"))
        .contains("250 RCU/s");
    assertThat(dryRun(warm.onDemandMaximum(500, 500), "--rcu-share=0.5")).contains("250 RCU/s");
  }

  private String dryRun(TableFacts facts, String... more) {
    live.emulator().describe(ON_DEMAND, facts);
    String[] options = new String[more.length + 3];
    options[0] = "--via=scan";
    options[1] = "--landing=" + disk.uri("dry");
    options[2] = "--dry-run";
    System.arraycopy(more, 0, options, 3, more.length);
    return live.printed("export", ON_DEMAND, options);
  }

  @Test
  void refusesAShareOfATableThatDoesNotSayWhatItHas() {
    assertThat(
            live.failure(
                "export",
                ON_DEMAND,
                "--via=scan",
                "--landing=" + disk.uri("unknown"),
                "--rcu-share=0.5"))
        .hasMessageContaining("table " + ON_DEMAND + " is on demand and says neither its warm")
        .hasMessageContaining("use --max-rcu instead")
        .extracting("code")
        .isEqualTo(ErrorCode.USAGE);
    assertThat(live.proxy().log().calls("Scan")).isEmpty();
    assertThat(disk.files("unknown"))
        .as("nothing but the report of the failure")
        .allMatch(file -> file.startsWith("_dynalake/reports/"));
  }

  @Test
  void estimatesWithoutReadingOrWriting() {
    String text =
        dryRun(TableFacts.none().counted(8_000_000, 4L << 30).warmThroughput(12_000, 4_000));

    assertThat(text)
        .contains("dry run: nothing is read")
        .contains("8,000,000 items")
        // 4 GiB in units of 4 KiB, by halves.
        .contains("524,288 RCU")
        .contains("12,000 RCU/s")
        .contains("0.07 USD")
        .contains("0.40 USD")
        .contains("via scan: as asked for");
    assertThat(live.proxy().log().operations())
        .containsExactly("DescribeContinuousBackups", "DescribeTable");
    assertThat(disk.files("dry")).isEmpty();
  }

  @Test
  void scansASmallTableThoughItCouldBeExported() {
    acquires(ON_DEMAND, bucket, "small", "Scan", "ExportTableToPointInTime");
  }

  @Test
  void exportsALargeTableInsteadOfScanningIt() {
    live.emulator().describe(ON_DEMAND, TableFacts.none().counted(1_000_000_000, TERABYTE));
    acquires(ON_DEMAND, bucket, "large", "ExportTableToPointInTime", "Scan");
  }

  @Test
  void scansATableThatCannotBeExportedHoweverLargeItIs() {
    live.emulator()
        .describe(PROVISIONED, TableFacts.none().counted(1_000_000, 1L << 30).provisioned(9, 9));
    acquires(PROVISIONED, bucket, "unprotected", "Scan", "ExportTableToPointInTime");
  }

  @Test
  void scansWhereAnExportCannotLie() {
    live.emulator()
        .describe(ON_DEMAND, TableFacts.none().counted(1_000_000, 1L << 30).warmThroughput(9, 9));
    acquires(ON_DEMAND, disk, "on-disk", "Scan", "ExportTableToPointInTime");
  }

  @Test
  void convertsWhatItAcquiredInTheBetterWay() {
    live.run(
        "backfill", ON_DEMAND, "--landing=" + bucket.uri("a"), "--target=" + disk.uri("scanned"));
    assertThat(live.proxy().log().operations()).doesNotContain("ExportTableToPointInTime");
    live.proxy().log().clear();
    live.emulator().describe(ON_DEMAND, TableFacts.none().counted(1_000_000_000, TERABYTE));
    live.run(
        "backfill", ON_DEMAND, "--landing=" + bucket.uri("b"), "--target=" + disk.uri("exported"));
    assertThat(live.proxy().log().operations()).doesNotContain("Scan");

    assertThat(disk.rows("exported")).isEqualTo(disk.rows("scanned"));
    assertThat(disk.rows("scanned").get("")).hasSize(ITEMS);
  }

  private void acquires(
      String table, Place place, String landing, String operation, String notOperation) {
    live.run("export", table, "--landing=" + place.uri(landing));
    assertThat(live.proxy().log().operations()).contains(operation).doesNotContain(notOperation);
    assertThat(Landings.items(place, Landings.export(place, landing))).isEqualTo(stored);
  }
}
