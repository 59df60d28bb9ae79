package io.dynalake.it.run;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.dynalake.testsupport.cluster.EventLog;
import io.dynalake.testsupport.cluster.StandaloneCluster;
import io.dynalake.testsupport.export.ExportWriter;
import io.dynalake.testsupport.export.WrittenExport;
import io.dynalake.testsupport.job.JobProcess;
import io.dynalake.testsupport.job.JobProcess.Ended;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;

/**
 * Backfills from S3 to S3 by a driver and two executors, each a process of its own that has no file
 * of the others.
 */
@TestInstance(Lifecycle.PER_CLASS)
class ClusterIT {
  private static final String PARTITIONS = "--partition-by=" + Orders.PARTITION_BY;

  private StandaloneCluster cluster;
  private InProcess jobs;
  private Place disk;
  private Place bucket;
  private Path folder;

  @BeforeAll
  void start(@TempDir Path temporary) {
    folder = temporary;
    jobs = InProcess.withS3();
    disk = Place.local(folder);
    bucket = Place.s3a(folder);
    WrittenExport export = Orders.write(folder.resolve("export"), "first", 20_000, 5, 1, 10, "");
    bucket.upload(export.bucket(), "export");
    cluster = StandaloneCluster.start(folder, 2);
  }

  @AfterAll
  void stop() {
    cluster.close();
    jobs.close();
  }

  private JobProcess begin(
      List<String> sparkOptions, String export, String target, String... more) {
    List<String> command = new ArrayList<>(cluster.fencedSparkOptions());
    command.addAll(bucket.sparkOptions());
    command.addAll(sparkOptions);
    command.addAll(List.of("backfill", "--export", bucket.uri(export)));
    command.addAll(List.of("--target", bucket.uri(target)));
    command.addAll(List.of("--ledger", cluster.driverFolder().resolve("ledger.db").toString()));
    command.addAll(List.of(more));
    return JobProcess.start(command);
  }

  private Map<String, List<String>> rows(Ended ended, String target) {
    assertThat(ended.exitCode()).as(ended.text()).isZero();
    assertThat(bucket.dataFiles(target))
        .isEqualTo(new CommitJournals(bucket, target).committedFiles());
    assertThat(bucket.pendingUploads()).isEmpty();
    return bucket.rows(target);
  }

  /** The rows of the same run by one process, on the local disk. */
  private Map<String, List<String>> ofOneProcess(String export, String target, String... more) {
    jobs.backfill(disk.uri(export), disk.uri(target), more);
    return disk.rows(target);
  }

  @Test
  void writesWhatOneProcessWrites() {
    Ended ended;
    try (JobProcess job = begin(List.of(), "export", "flat")) {
      ended = job.await();
    }
    Map<String, List<String>> rows = rows(ended, "flat");
    assertThat(rows.keySet()).containsExactly("");
    assertThat(rows.get("")).hasSize(20_000);
    assertThat(rows).isEqualTo(ofOneProcess("export", "flat"));
  }

  @Test
  void writesPartitionsThoughAnExecutorIsKilled() throws InterruptedException {
    Ended ended;
    try (JobProcess job = begin(List.of(), "export", "days", PARTITIONS)) {
      assertThat(job.awaitErr("verify: ")).isTrue();
      List<ProcessHandle> executors = cluster.executors();
      assertThat(executors).hasSize(2);
      // With its last breath it takes files it wrote and lines that others have yet to fetch.
      while (bucket.pendingUploads().isEmpty() && job.running()) {
        Thread.sleep(1);
      }
      assertThat(executors.get(0).destroyForcibly()).isTrue();
      ended = job.await();
    }
    assertThat(ended.err()).anyMatch(line -> line.contains("Lost executor"));
    Map<String, List<String>> rows = rows(ended, "days");
    assertThat(rows.keySet()).hasSize(10 * 4 + 4);
    assertThat(rows).isEqualTo(ofOneProcess("export", "days", PARTITIONS));
  }

  /** Copies of the last tasks of each stage, which both executors then work on. */
  @Test
  void writesOnceWhatCopiesOfTasksWriteToo() {
    int bad = 30;
    ExportWriter writer = ExportWriter.in(folder.resolve("some-bad")).table("Orders");
    for (int file = 0; file < 3; file++) {
      String name = "f" + file;
      writer.file(
          IntStream.range(0, 10_000)
              .mapToObj(i -> i % 1_000 == 7 ? "{\"pk\":{\"S\":1}}" : item(name + "-" + i, i))
              .toList());
    }
    bucket.upload(writer.write().bucket(), "some-bad");
    EventLog events = EventLog.in(cluster.driverFolder().resolve("copies-events"));
    List<String> spark = new ArrayList<>(events.sparkOptions());
    spark.addAll(Copies.SPARK_OPTIONS);
    Ended ended;
    try (JobProcess job =
        begin(spark, "some-bad", "copies", "--partition-by=n", "--max-bad-items=" + bad)) {
      ended = job.await();
    }
    Map<String, List<String>> rows = rows(ended, "copies");
    assertThat(events.speculativeTasks()).isPositive();
    assertThat(rows)
        .isEqualTo(
            ofOneProcess("some-bad", "copies", "--partition-by=n", "--max-bad-items=" + bad));
    assertThat(rows.values().stream().mapToInt(List::size).sum()).isEqualTo(3 * 10_000 - bad);
    assertThat(quarantined("copies")).hasSize(bad).doesNotHaveDuplicates();
  }

  private static String item(String key, int number) {
    return "{\"pk\":{\"S\":\"%s\"},\"n\":{\"N\":\"%d\"},\"text\":{\"S\":\"%s\"}}"
        .formatted(key, number % 3, "x".repeat(200));
  }

  private List<String> quarantined(String target) {
    String place = target + "/_dynalake/quarantine";
    return bucket.files(place).stream()
        .flatMap(file -> new String(bucket.read(place + "/" + file), UTF_8).lines())
        .toList();
  }
}
