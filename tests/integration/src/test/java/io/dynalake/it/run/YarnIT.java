package io.dynalake.it.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.dynalake.testsupport.cluster.YarnCluster;
import io.dynalake.testsupport.export.WrittenExport;
import io.dynalake.testsupport.job.JobProcess;
import io.dynalake.testsupport.job.JobProcess.Ended;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.condition.DisabledIfEnvironmentVariable;
import org.junit.jupiter.api.io.TempDir;

/** Backfills from S3 to S3 on YARN, the driver in a container or outside. */
@TestInstance(Lifecycle.PER_CLASS)
@DisabledIfEnvironmentVariable(
    named = "DYNALAKE_SPARK",
    matches = "4.1",
    disabledReason = "the cluster and Spark's part for it are those of Spark 3.5")
class YarnIT {
  private static final int ITEMS = 2_000;

  private YarnCluster yarn;
  private Place bucket;

  @BeforeAll
  void start(@TempDir Path folder) {
    WrittenExport export = Orders.write(folder.resolve("export"), "first", ITEMS, 3, 1, 4, "");
    bucket = Place.s3a(folder);
    bucket.upload(export.bucket(), "export");
    yarn = YarnCluster.start(folder);
  }

  @AfterAll
  void stop() {
    yarn.close();
  }

  private Ended backfill(String name, String deployMode, String export) {
    List<String> arguments = new ArrayList<>(bucket.sparkOptions());
    arguments.add("backfill");
    arguments.addAll(List.of("--export", bucket.uri(export), "--target", bucket.uri(name)));
    arguments.addAll(List.of("--run-id", name, "--partition-by=" + Orders.PARTITION_BY));
    try (JobProcess job = yarn.submit(name, deployMode, arguments)) {
      return job.await();
    }
  }

  private void requireAll(Ended ended, String name, String application) {
    assertThat(ended.exitCode()).as(ended.text()).isZero();
    assertThat(yarn.finalStatuses()).containsEntry(application, "SUCCEEDED");
    assertThat(bucket.rows(name).values().stream().mapToInt(List::size).sum()).isEqualTo(ITEMS);
    assertThat(bucket.dataFiles(name)).isEqualTo(new CommitJournals(bucket, name).committedFiles());
  }

  @Test
  void succeedsInClusterMode() {
    Ended ended = backfill("in-a-container", "cluster", "export");
    requireAll(ended, "in-a-container", "in-a-container");
  }

  @Test
  void succeedsInClientMode() {
    Ended ended = backfill("outside", "client", "export");
    requireAll(ended, "outside", "dynalake backfill outside");
  }

  @Test
  void failsInClusterModeIfTheJobDoes() {
    Ended ended = backfill("not-there", "cluster", "no-export");
    assertThat(ended.exitCode()).as(ended.text()).isOne();
    assertThat(yarn.finalStatuses()).containsEntry("not-there", "FAILED");
    assertThat(bucket.files("not-there")).isEmpty();
  }
}
