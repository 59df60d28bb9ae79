package io.dynalake.it.table;

import static org.assertj.core.api.Assertions.assertThat;

import io.dynalake.it.run.Place;
import io.dynalake.testsupport.export.RandomItems;
import io.dynalake.testsupport.fault.Fault;
import io.dynalake.testsupport.fault.Rule;
import io.dynalake.testsupport.job.JobProcess;
import io.dynalake.testsupport.job.JobProcess.Ended;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;

/** A scan by a driver and two executors, of which one is killed in the middle. */
@TestInstance(Lifecycle.PER_CLASS)
class ExecutorKilledIT {
  private static final String TABLE = "Widowed";
  private static final int ITEMS = 2_000;
  private static final int SEGMENTS = 12;
  private static final List<String> CLUSTER =
      List.of("--master", "local-cluster[2,1,1024]", "--conf", "spark.executor.memory=512m");

  private LiveTables live;
  private Place bucket;
  private List<String> stored;

  @BeforeAll
  void start(@TempDir Path temporary) {
    live = LiveTables.start();
    bucket = Place.s3a(temporary);
    stored = live.hold(TABLE, new RandomItems(53).stream(ITEMS));
    assertThat(stored).hasSize(ITEMS);
  }

  @BeforeEach
  void forget() {
    live.forget();
  }

  @AfterAll
  void stop() {
    live.close();
  }

  @Test
  void landsAllThoughAnExecutorIsKilled() throws InterruptedException {
    live.proxy().rule(Rule.on("Scan").always(new Fault.SmallPage(20)));
    live.proxy().rule(Rule.on("Scan").always(new Fault.Delay(Duration.ofMillis(100))));
    landThoughAnExecutorIsKilled("free");
  }

  @Test
  void keepsToTheCapacityOfBothThoughOneIsKilled() throws InterruptedException {
    int cap = 8;
    landThoughAnExecutorIsKilled("paced", "--max-rcu=" + cap);
    assertThat(live.proxy().log().mostConsumedIn(Duration.ofSeconds(10)))
        .isLessThanOrEqualTo(1.1 * 10 * cap);
  }

  private void landThoughAnExecutorIsKilled(String landing, String... more)
      throws InterruptedException {
    String[] options = new String[more.length + 3];
    options[0] = "--via=scan";
    options[1] = "--landing=" + bucket.uri(landing);
    options[2] = "--total-segments=" + SEGMENTS;
    System.arraycopy(more, 0, options, 3, more.length);
    Ended ended;
    try (JobProcess job = live.start(CLUSTER, bucket, "export", TABLE, options)) {
      while (job.running() && Landings.segments(bucket, landing).size() < 3) {
        Thread.sleep(10);
      }
      List<ProcessHandle> executors =
          job.handle()
              .descendants()
              .filter(p -> p.info().commandLine().orElse("").contains("CoarseGrainedExecutor"))
              .toList();
      assertThat(executors).hasSize(2);
      assertThat(executors.get(0).destroyForcibly()).isTrue();
      assertThat(Landings.segments(bucket, landing)).hasSizeLessThan(SEGMENTS);
      ended = job.await();
    }
    assertThat(ended.exitCode()).as(ended.text()).isZero();
    assertThat(ended.err()).anyMatch(line -> line.contains("Lost executor"));
    String export = Landings.export(bucket, landing);
    assertThat(Landings.items(bucket, export)).isEqualTo(stored);
    assertThat(new TreeSet<>(bucket.files(export + "/data")))
        .isEqualTo(Landings.dataFiles(bucket, export));
    assertThat(live.proxy().log().segments()).hasSize(SEGMENTS);
  }
}
