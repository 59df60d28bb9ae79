package io.dynalake.it.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.dynalake.testsupport.job.JobProcess;
import io.dynalake.testsupport.job.JobProcess.Ended;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;

/** Backfills by a driver and two executors, each a process of its own. */
@TestInstance(Lifecycle.PER_CLASS)
class ClusterIT {
  private static final List<String> CLUSTER =
      List.of("--master", "local-cluster[2,1,1024]", "--conf", "spark.executor.memory=512m");

  private Place disk;

  @BeforeAll
  void write(@TempDir Path folder) {
    disk = Place.local(folder);
    Orders.write(folder.resolve("export"), "first", 20_000, 5, 1, 10, "");
  }

  private List<String> command(List<String> sparkOptions, String target, String... more) {
    List<String> command = new ArrayList<>(sparkOptions);
    command.addAll(
        List.of("backfill", "--export", disk.uri("export"), "--target", disk.uri(target)));
    command.addAll(List.of(more));
    return command;
  }

  private Map<String, List<String>> run(List<String> command, String target) {
    Ended ended = JobProcess.run(command);
    assertThat(ended.exitCode()).as(ended.text()).isZero();
    return disk.rows(target);
  }

  @Test
  void writesWhatOneProcessWrites() {
    Map<String, List<String>> rows = run(command(CLUSTER, "flat"), "flat");
    assertThat(rows.keySet()).containsExactly("");
    assertThat(rows.get("")).hasSize(20_000);
    assertThat(rows).isEqualTo(run(command(List.of(), "flat-local"), "flat-local"));
  }

  @Test
  void writesPartitionsThoughAnExecutorIsKilled() throws InterruptedException {
    String partitions = "--partition-by=" + Orders.PARTITION_BY;
    Ended ended;
    try (JobProcess job = JobProcess.start(command(CLUSTER, "days", partitions))) {
      assertThat(job.awaitErr("verify: ")).isTrue();
      List<ProcessHandle> executors =
          job.handle()
              .descendants()
              .filter(p -> p.info().commandLine().orElse("").contains("CoarseGrainedExecutor"))
              .toList();
      assertThat(executors).hasSize(2);
      // With its last breath it takes files it wrote and lines that others have yet to fetch.
      while (disk.files("days/_dynalake/staging").isEmpty() && job.running()) {
        Thread.sleep(1);
      }
      assertThat(executors.get(0).destroyForcibly()).isTrue();
      ended = job.await();
    }
    assertThat(ended.exitCode()).as(ended.text()).isZero();
    assertThat(ended.err()).anyMatch(line -> line.contains("Lost executor"));
    Map<String, List<String>> rows = disk.rows("days");
    assertThat(rows.keySet()).hasSize(10 * 4 + 4);
    assertThat(rows).isEqualTo(run(command(List.of(), "days-local", partitions), "days-local"));
    assertThat(disk.dataFiles("days")).isEqualTo(new CommitJournals(disk, "days").committedFiles());
    assertThat(disk.files("days")).noneMatch(path -> path.contains("/staging/"));
  }
}
