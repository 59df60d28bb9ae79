package io.dynalake.it.table;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.dynalake.error.ErrorCode;
import io.dynalake.it.run.Place;
import io.dynalake.testsupport.dynamodb.TableSpec;
import io.dynalake.testsupport.export.RandomItems;
import io.dynalake.testsupport.fault.Call;
import io.dynalake.testsupport.job.JobProcess;
import io.dynalake.testsupport.job.JobProcess.Ended;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;

/** A table of another account and region, and where the region of a job comes from. */
@TestInstance(Lifecycle.PER_CLASS)
class ForeignTableIT {
  private static final String TABLE = "Foreign";
  private static final String ARN = "arn:aws:dynamodb:eu-west-3:210987654321:table/" + TABLE;

  private LiveTables live;
  private Place disk;
  private Path nothing;

  @BeforeAll
  void start(@TempDir Path temporary) {
    live = LiveTables.startIn("eu-west-3", "210987654321");
    disk = Place.local(temporary);
    nothing = temporary.resolve("nothing");
    live.tables().create(TableSpec.of(TABLE, TableSpec.Key.text("pk")));
    live.tables().fill(TABLE, new RandomItems(61).stream(200));
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
  void landsATableByItsArnInTheRegionThatTheArnNames() throws Exception {
    Ended ended = runWithoutRegion(ARN, "landing");

    assertThat(ended.exitCode()).as(ended.text()).isZero();
    String export = Landings.export(disk, "landing");
    assertThat(Landings.items(disk, export))
        .isEqualTo(Landings.comparable(live.tables().items(TABLE)));
    JsonNode summary = new ObjectMapper().readTree(disk.read(export + "/manifest-summary.json"));
    assertThat(summary.get("tableArn").asText()).isEqualTo(ARN);
    // By its name it would be a table of the account of the credentials.
    assertThat(live.proxy().log().calls())
        .filteredOn(call -> !call.operation().name().equals("DescribeContinuousBackups"))
        .extracting((Call call) -> call.operation().resource())
        .containsOnly(ARN);
  }

  @Test
  void refusesToGuessARegion() {
    Ended ended = runWithoutRegion(TABLE, "no-region");

    assertThat(ended.exitCode()).as(ended.text()).isEqualTo(ErrorCode.USAGE.exitCode());
    assertThat(ended.text()).contains("region: nothing says which one").contains("add --region");
    assertThat(live.proxy().log().calls()).isEmpty();
    assertThat(disk.files("no-region")).isEmpty();
  }

  @Test
  void refusesARegionThatIsNotTheArns() {
    assertThat(live.failure("export", ARN, "--via=scan", "--landing=" + disk.uri("contradiction")))
        .hasMessageContaining("region eu-central-1: the table's ARN is of eu-west-3")
        .extracting("code")
        .isEqualTo(ErrorCode.USAGE);
    assertThat(live.proxy().log().calls()).isEmpty();
  }

  private Ended runWithoutRegion(String table, String landing) {
    String none = nothing.toString();
    try (JobProcess job =
        JobProcess.start(
            List.of(
                "export",
                "--table=" + table,
                "--via=scan",
                "--dynamodb-endpoint=" + live.proxy().endpoint(),
                "--landing=" + disk.uri(landing)),
            Map.of(
                "AWS_ACCESS_KEY_ID", "embedded",
                "AWS_SECRET_ACCESS_KEY", "embedded",
                "AWS_REGION", "",
                "AWS_CONFIG_FILE", none,
                "AWS_SHARED_CREDENTIALS_FILE", none,
                "AWS_EC2_METADATA_DISABLED", "true"))) {
      return job.await();
    }
  }
}
