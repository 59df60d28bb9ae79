package io.dynalake.it.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.dynalake.ledger.Ledger;
import io.dynalake.ledger.Ledgers;
import io.dynalake.ledger.PartKind;
import io.dynalake.ledger.PartRecord;
import io.dynalake.ledger.RunRecord;
import io.dynalake.ledger.RunState;
import io.dynalake.testsupport.dynamodb.EmbeddedDynamoDb;
import io.dynalake.testsupport.job.JobProcess;
import io.dynalake.testsupport.postgres.EmbeddedPostgres;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The packaged jar, whose drivers are relocated, reads what this process entered. */
class RunsIT {
  private static final Instant T0 = Instant.parse("2026-03-01T10:00:00Z");

  @TempDir private Path folder;

  @Test
  void readsALedgerInSqlite() {
    assertShows(folder.resolve("ledger.db").toString());
  }

  @Test
  void readsALedgerInPostgres() {
    EmbeddedPostgres postgres = EmbeddedPostgres.shared();
    assertShows(postgres.url(postgres.newDatabase()));
  }

  @Test
  void readsALedgerInDynamoDb() {
    System.setProperty("aws.accessKeyId", "embedded");
    System.setProperty("aws.secretAccessKey", "embedded");
    assertShows(
        "dynamodb://ledger-"
            + UUID.randomUUID()
            + "?region=eu-central-1&endpoint="
            + EmbeddedDynamoDb.shared().endpoint());
  }

  private static void assertShows(String uri) {
    try (Ledger ledger = Ledgers.open(uri, Duration.ofSeconds(30), note -> {})) {
      RunRecord run =
          RunRecord.begin("r", "backfill", "in", "out", "f", List.of("--x"), "host:1", T0);
      ledger.enter(run);
      PartRecord part = PartRecord.pending("a", PartKind.DATA_FILE, "in/a", T0);
      ledger.enterParts("r", List.of(part));
      ledger.changeParts("r", List.of(part.begin(T0).completed(5, 50, T0.plusSeconds(2))));
      ledger.change(
          run.ended(RunState.COMPLETED, T0.plusSeconds(3), Map.of("read", 5L), Optional.empty()));
    }
    Map<String, String> environment =
        Map.of(
            "DYNALAKE_LEDGER", uri,
            "AWS_ACCESS_KEY_ID", "embedded",
            "AWS_SECRET_ACCESS_KEY", "embedded");
    JobProcess.Ended ended;
    try (JobProcess process = JobProcess.start(List.of("runs", "watch", "r"), environment)) {
      ended = process.await();
    }
    assertThat(ended.exitCode()).as(ended.text()).isZero();
    assertThat(ended.out())
        .startsWith("backfill r: completed")
        .contains(
            "  parts       1 of 1 data file completed, 0 failed, 0 in progress, 0 pending; 5 items,"
                + " 50 B");
    assertThat(ended.err())
        .as("nothing of Spark, nor of the drivers")
        .allSatisfy(
            line ->
                assertThat(line)
                    .containsAnyOf("Dynalake: runs ", "backfill r: 1 of 1", "dynalake: preparing"));
  }
}
