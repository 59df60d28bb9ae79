package io.dynalake.it.table;

import static org.assertj.core.api.Assertions.assertThat;

import io.dynalake.error.ErrorCode;
import io.dynalake.it.run.Place;
import io.dynalake.testsupport.export.RandomItems;
import io.dynalake.testsupport.fault.Call;
import io.dynalake.testsupport.fault.Fault;
import io.dynalake.testsupport.fault.Rule;
import io.dynalake.testsupport.job.JobProcess;
import io.dynalake.testsupport.job.JobProcess.Ended;
import io.dynalake.testsupport.sts.AssumedRole;
import io.dynalake.testsupport.sts.EmbeddedSts;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;

/** A table that only a role may read, whose credentials expire while it is scanned. */
@TestInstance(Lifecycle.PER_CLASS)
class AssumedRoleIT {
  private static final String TABLE = "Guarded";
  private static final String ROLE = "arn:aws:iam::210987654321:role/reader";
  private static final Duration LIFETIME = Duration.ofSeconds(4);

  private LiveTables live;
  private EmbeddedSts sts;
  private Place bucket;
  private List<String> stored;
  private int assumedBefore;

  @BeforeAll
  void start(@TempDir Path temporary) {
    live = LiveTables.start();
    sts = EmbeddedSts.start(LIFETIME);
    sts.require(ROLE, "agreed");
    bucket = Place.s3a(temporary);
    stored = live.hold(TABLE, new RandomItems(97).stream(600));
    live.proxy().accessKeys(sts::accepts);
  }

  @BeforeEach
  void forget() {
    live.forget();
    assumedBefore = sts.assumed().size();
  }

  @AfterAll
  void stop() {
    sts.close();
    live.close();
  }

  @Test
  void goesOnThoughTheCredentialsOfItsRoleExpire() {
    live.proxy().rule(Rule.on("Scan").always(new Fault.SmallPage(10)));
    live.proxy().rule(Rule.on("Scan").always(new Fault.Delay(Duration.ofMillis(200))));
    live.run("export", TABLE, options("landing", "--external-id=agreed"));
    requireRenewed("landing");
  }

  @Test
  void goesOnThoughTheyExpireOnExecutors() {
    live.proxy().rule(Rule.on("Scan").always(new Fault.SmallPage(10)));
    live.proxy().rule(Rule.on("Scan").always(new Fault.Delay(Duration.ofMillis(200))));
    try (JobProcess job =
        live.start(
            List.of("--master", "local-cluster[2,1,1024]", "--conf", "spark.executor.memory=512m"),
            bucket,
            "export",
            TABLE,
            options("by-executors", "--external-id=agreed"))) {
      Ended ended = job.await();
      assertThat(ended.exitCode()).as(ended.text()).isZero();
    }
    requireRenewed("by-executors");
  }

  private void requireRenewed(String landing) {
    List<Call> scans = live.proxy().log().calls("Scan");
    assertThat(Duration.between(scans.get(0).at(), scans.get(scans.size() - 1).at()))
        .as("longer than credentials live")
        .isGreaterThan(LIFETIME);
    assertThat(scans).extracting(Call::status).containsOnly(200);
    List<AssumedRole> assumed = sts.assumed().stream().skip(assumedBefore).toList();
    assertThat(assumed).hasSizeGreaterThan(1);
    assertThat(assumed).extracting(AssumedRole::roleArn).containsOnly(ROLE);
    assertThat(assumed).extracting(AssumedRole::externalId).containsOnly(Optional.of("agreed"));
    assertThat(Landings.items(bucket, Landings.export(bucket, landing))).isEqualTo(stored);
  }

  @Test
  void saysThatARoleIsNotToBeAssumed() {
    assertThat(live.failure("export", TABLE, options("refused", "--external-id=another")))
        .hasMessageContaining("sts:AssumeRole")
        .hasMessageContaining(ROLE)
        .extracting("code")
        .isEqualTo(ErrorCode.SERVICE);
    assertThat(live.proxy().log().calls()).isEmpty();
  }

  private String[] options(String landing, String more) {
    return new String[] {
      "--via=scan",
      "--landing=" + bucket.uri(landing),
      "--role-arn=" + ROLE,
      "--sts-endpoint=" + sts.endpoint(),
      more
    };
  }
}
