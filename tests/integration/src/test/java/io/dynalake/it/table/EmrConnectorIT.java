package io.dynalake.it.table;

import static org.assertj.core.api.Assertions.assertThat;

import io.dynalake.error.ErrorCode;
import io.dynalake.it.run.Place;
import io.dynalake.testsupport.dynamodb.TableSpec;
import io.dynalake.testsupport.export.RandomItems;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;

/** Whole jobs that scan by the input format of emr-dynamodb-hadoop. */
@TestInstance(Lifecycle.PER_CLASS)
class EmrConnectorIT {
  private static final String TABLE = "Connected";
  private static final int ITEMS = 1_000;

  private LiveTables live;
  private Place bucket;
  private Place disk;

  @BeforeAll
  void start(@TempDir Path temporary) {
    live = LiveTables.start();
    bucket = Place.s3a(temporary);
    disk = Place.local(temporary);
    live.tables().create(TableSpec.of(TABLE, TableSpec.Key.text("pk")));
    live.tables().fill(TABLE, new RandomItems(83).stream(ITEMS));
  }

  @BeforeEach
  void forget() {
    live.proxy().log().clear();
  }

  @AfterAll
  void stop() {
    live.close();
  }

  @Test
  void landsEveryItemOfATableInManySegments() {
    live.run(
        "export",
        TABLE,
        "--via=scan",
        "--scan-engine=emr-connector",
        "--total-segments=5",
        "--landing=" + bucket.uri("landing"));

    assertThat(live.proxy().log().segments()).containsExactly(0, 1, 2, 3, 4);
    assertThat(Landings.items(bucket, Landings.export(bucket, "landing")))
        .hasSize(ITEMS)
        .isEqualTo(Landings.comparable(live.tables().items(TABLE)));
    assertThat(Landings.scanFacts(bucket, "landing").get("consumedCapacity").asDouble())
        .isPositive();
  }

  @Test
  void makesTheDatasetThatTheOtherEngineMakes() {
    for (String engine : new String[] {"sdk", "emr-connector"}) {
      live.run(
          "backfill",
          TABLE,
          "--via=scan",
          "--scan-engine=" + engine,
          "--landing=" + disk.uri("raw-" + engine),
          "--target=" + disk.uri(engine));
    }
    assertThat(disk.rows("emr-connector").get("")).hasSize(ITEMS);
    assertThat(disk.rows("emr-connector")).isEqualTo(disk.rows("sdk"));
  }

  @Test
  void refusesWhatTheConnectorCannotDoByName() {
    assertThat(
            live.failure(
                "export",
                TABLE,
                "--via=scan",
                "--scan-engine=emr-connector",
                "--landing=" + disk.uri("refused"),
                "--max-rcu=100",
                "--consistent-read",
                "--projection=pk"))
        .hasMessageContaining(
            "scan-engine emr-connector: it does not take --consistent-read, --max-rcu,"
                + " --projection")
        .extracting("code")
        .isEqualTo(ErrorCode.USAGE);
    assertThat(live.proxy().log().calls("Scan")).isEmpty();
    assertThat(disk.files("refused"))
        .as("nothing but the report of the failure")
        .allMatch(file -> file.startsWith("_dynalake/reports/"));
  }
}
