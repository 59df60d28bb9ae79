package io.dynalake.it.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.dynalake.error.ErrorCode;
import io.dynalake.testsupport.export.WrittenExport;
import io.dynalake.testsupport.job.JobProcess;
import io.dynalake.testsupport.job.JobProcess.Ended;
import io.dynalake.testsupport.postgres.EmbeddedPostgres;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A ledger that goes away while runs go on; {@code away.seconds} says for how long. */
class LedgerAwayIT {
  private static final Duration AWAY = Duration.ofSeconds(Long.getLong("away.seconds", 5));
  private static final int ITEMS = 20_000;

  private EmbeddedPostgres server;
  private String ledger;
  private Place place;

  @BeforeEach
  void prepare(@TempDir Path temporary) {
    server = EmbeddedPostgres.start();
    ledger = server.url(server.newDatabase());
    place = Place.local(temporary.resolve("disk"));
    WrittenExport export = Orders.write(temporary.resolve("made"), "made", ITEMS, 4, 1, 5, "");
    place.upload(export.bucket(), "export");
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private List<String> command(String... more) {
    List<String> command =
        new ArrayList<>(
            List.of(
                "backfill",
                "--export=" + place.uri("export"),
                "--target=" + place.uri("lake"),
                "--ledger=" + ledger));
    command.addAll(List.of(more));
    return command;
  }

  @Test
  void waitsForItAndGoesOn() {
    server.leave();
    try (JobProcess job = JobProcess.start(command())) {
      assertThat(job.awaitErr("ledger ")).isTrue();
      KillStage.pause(AWAY);
      assertThat(job.running()).isTrue();
      server.comeBack();
      Ended ended = job.await();
      assertThat(ended.exitCode()).as(ended.text()).isZero();
    }
    LedgerStore.requireComplete(ledger, 4, ITEMS, 1, "after the outage");
  }

  @Test
  void leavesTheDatasetAsItWasWithoutIt() {
    try (JobProcess job = JobProcess.start(command("--ledger-wait=3s"))) {
      while (place.files("lake/_dynalake/leases").isEmpty()) {
        assertThat(job.running()).isTrue();
        KillStage.pause(Duration.ofMillis(5));
      }
      server.leave();
      Ended ended = job.await();
      assertThat(ended.exitCode()).as(ended.text()).isEqualTo(ErrorCode.SERVICE.exitCode());
      assertThat(ended.text()).contains("ledger ").contains("waits no longer than");
    }
    assertThat(place.dataFiles("lake")).isEmpty();
    server.comeBack();
    Ended again = JobProcess.run(command());
    assertThat(again.exitCode()).as(again.text()).isZero();
    assertThat(place.rows("lake").get("")).hasSize(ITEMS);
    LedgerStore.requireComplete(ledger, 4, ITEMS, 2, "after the outage");
  }
}
