package io.dynalake.it.run;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.dynalake.error.ErrorCode;
import io.dynalake.testsupport.export.WrittenExport;
import io.dynalake.testsupport.job.JobProcess;
import io.dynalake.testsupport.job.JobProcess.Ended;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two drivers that would change one dataset. */
class RunsTogetherIT {
  private static final int ITEMS = 20_000;

  private Path folder;
  private Place place;

  @BeforeEach
  void prepare(@TempDir Path temporary) {
    folder = temporary;
    place = Place.local(temporary.resolve("disk"));
    WrittenExport export = Orders.write(temporary.resolve("made"), "made", ITEMS, 4, 1, 5, "");
    place.upload(export.bucket(), "export");
  }

  private List<String> command(String ledger, String... more) {
    List<String> command =
        new ArrayList<>(
            List.of(
                "backfill",
                "--export=" + place.uri("export"),
                "--target=" + place.uri("lake"),
                "--ledger=" + folder.resolve(ledger)));
    command.addAll(List.of(more));
    return command;
  }

  @Test
  void refusesTheSecondAndLetsTheNextTakeOverOnceTheFirstIsDead() throws Exception {
    try (JobProcess first = JobProcess.start(command("ledger.db", "--run-id=first"))) {
      while (!holdsTheLease()) {
        assertThat(first.running()).isTrue();
        KillStage.pause(Duration.ofMillis(5));
      }
      // So that it does not end before the second one looks.
      signal(first, "STOP");

      Ended second = JobProcess.run(command("ledger.db", "--run-id=second"));
      assertThat(second.exitCode()).as(second.text()).isEqualTo(ErrorCode.SERVICE.exitCode());
      assertThat(second.text())
          .contains("in use by run first (backfill) on host ")
          .contains(", pid " + first.handle().pid())
          .contains("this one wrote nothing");
      assertThat(place.files("lake/_dynalake/commits")).isEmpty();
      first.kill();
    }
    Ended third = JobProcess.run(command("ledger.db", "--run-id=third"));
    assertThat(third.exitCode()).as(third.text()).isZero();
    assertThat(place.rows("lake").get("")).hasSize(ITEMS);
    LedgerStore.requireRun(folder.resolve("ledger.db").toString(), "third", 4, ITEMS);
  }

  @Test
  void letsOneOfTwoThatStartTogetherWork() {
    try (JobProcess one = JobProcess.start(command("one.db"));
        JobProcess other = JobProcess.start(command("other.db"))) {
      List<Ended> ended = List.of(one.await(), other.await());
      assertThat(ended)
          .as("%s%n%s", ended.get(0).text(), ended.get(1).text())
          .anyMatch(e -> e.exitCode() == 0)
          .allMatch(
              e -> e.exitCode() == 0 || e.text().contains("one run at a time may write here"));
    }
    assertThat(place.rows("lake").get("")).hasSize(ITEMS);
  }

  /** By its second beat: with the first one it only tries. */
  private boolean holdsTheLease() {
    return place.files("lake/_dynalake/leases").stream()
        .filter(file -> file.startsWith("first-"))
        .map(file -> new String(place.read("lake/_dynalake/leases/" + file), UTF_8))
        .anyMatch(lease -> lease.matches("(?s).*\"beat\" : ([2-9]|\\d\\d).*"));
  }

  private static void signal(JobProcess job, String name) throws IOException, InterruptedException {
    int exit =
        new ProcessBuilder("kill", "-" + name, Long.toString(job.handle().pid())).start().waitFor();
    assertThat(exit).isZero();
  }
}
