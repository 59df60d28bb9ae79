package io.dynalake.it.table;

import static org.assertj.core.api.Assertions.assertThat;

import io.dynalake.it.run.Copies;
import io.dynalake.it.run.Place;
import io.dynalake.testsupport.cluster.EventLog;
import io.dynalake.testsupport.cluster.StandaloneCluster;
import io.dynalake.testsupport.dynamodb.TableSpec;
import io.dynalake.testsupport.export.RandomItems;
import io.dynalake.testsupport.fault.Fault;
import io.dynalake.testsupport.fault.Rule;
import io.dynalake.testsupport.job.JobProcess;
import io.dynalake.testsupport.job.JobProcess.Ended;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;

/** Scans and a load by a driver and two executors, of which one is killed in the middle. */
@TestInstance(Lifecycle.PER_CLASS)
class ClusterTableIT {
  private static final String TABLE = "Widowed";
  private static final int ITEMS = 2_000;
  private static final int SEGMENTS = 12;
  private static final Duration WINDOW = Duration.ofSeconds(10);

  private LiveTables live;
  private StandaloneCluster cluster;
  private Place bucket;
  private List<String> stored;

  @BeforeAll
  void start(@TempDir Path temporary) {
    live = LiveTables.start();
    cluster = StandaloneCluster.start(temporary, 2);
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
    cluster.close();
    live.close();
  }

  @Test
  void landsAllThoughAnExecutorIsKilled() throws InterruptedException {
    slowScan();
    requireAllThoughAnExecutorIsKilled("free", scan(List.of(), "free"));
  }

  @Test
  void keepsToTheCapacityOfBothThoughOneIsKilled() throws InterruptedException {
    int cap = 8;
    requireAllThoughAnExecutorIsKilled("paced", scan(List.of(), "paced", "--max-rcu=" + cap));
    requireCapacity(cap);
  }

  /** Copies of the last segments, which both executors then read. */
  @Test
  void landsOnceWhatCopiesOfTasksLandToo() {
    slowScan();
    EventLog events = EventLog.in(cluster.driverFolder().resolve("events"));
    List<String> spark = new ArrayList<>(events.sparkOptions());
    spark.addAll(Copies.SPARK_OPTIONS);
    Ended ended;
    try (JobProcess job = scan(spark, "copies")) {
      ended = job.await();
    }
    requireLanded(ended, "copies");
    assertThat(events.speculativeTasks()).isPositive();
  }

  @Test
  void loadsAllWithinItsCapacityThoughAnExecutorIsKilled() throws InterruptedException {
    String landing = "--landing=" + bucket.uri("export");
    live.run("export", TABLE, "--via=scan", landing);
    live.tables().create(TableSpec.of("Filled", TableSpec.Key.text("pk")));
    live.forget();
    int cap = 150;
    JobProcess job =
        start(
            List.of(),
            "load",
            "Filled",
            "--from=" + bucket.uri(Landings.export(bucket, "export")),
            "--format=export",
            "--dead-letters=" + bucket.uri("dead"),
            "--max-wcu=" + cap);
    Ended ended = endOf(job, () -> live.proxy().log().calls("BatchWriteItem").size() < 20);
    assertThat(ended.exitCode()).as(ended.text()).isZero();
    assertThat(Landings.comparable(live.tables().items("Filled"))).isEqualTo(stored);
    requireCapacity(cap);
  }

  private void slowScan() {
    live.proxy().rule(Rule.on("Scan").always(new Fault.SmallPage(20)));
    live.proxy().rule(Rule.on("Scan").always(new Fault.Delay(Duration.ofMillis(100))));
  }

  private JobProcess start(List<String> sparkOptions, String job, String table, String... more) {
    List<String> spark = new ArrayList<>(cluster.fencedSparkOptions());
    spark.addAll(sparkOptions);
    List<String> options = new ArrayList<>(List.of(more));
    options.add("--ledger=" + cluster.driverFolder().resolve("ledger.db"));
    return live.start(spark, bucket, job, table, options.toArray(String[]::new));
  }

  private JobProcess scan(List<String> sparkOptions, String landing, String... more) {
    List<String> options = new ArrayList<>(List.of(more));
    options.add("--via=scan");
    options.add("--landing=" + bucket.uri(landing));
    options.add("--total-segments=" + SEGMENTS);
    return start(sparkOptions, "export", TABLE, options.toArray(String[]::new));
  }

  private void requireAllThoughAnExecutorIsKilled(String landing, JobProcess job)
      throws InterruptedException {
    Ended ended = endOf(job, () -> Landings.segments(bucket, landing).size() < 3);
    requireLanded(ended, landing);
  }

  /** Kills an executor as soon as this is no longer so, while the job runs. */
  private Ended endOf(JobProcess job, BooleanSupplier early) throws InterruptedException {
    try (job) {
      while (job.running() && early.getAsBoolean()) {
        Thread.sleep(10);
      }
      List<ProcessHandle> executors = cluster.executors();
      assertThat(executors).hasSize(2);
      assertThat(executors.get(0).destroyForcibly()).isTrue();
      Ended ended = job.await();
      assertThat(ended.err()).anyMatch(line -> line.contains("Lost executor"));
      return ended;
    }
  }

  private void requireLanded(Ended ended, String landing) {
    assertThat(ended.exitCode()).as(ended.text()).isZero();
    String export = Landings.export(bucket, landing);
    assertThat(Landings.items(bucket, export)).isEqualTo(stored);
    assertThat(new TreeSet<>(bucket.files(export + "/data")))
        .isEqualTo(Landings.dataFiles(bucket, export));
    assertThat(live.proxy().log().segments()).hasSize(SEGMENTS);
  }

  private void requireCapacity(int cap) {
    assertThat(live.proxy().log().consumedCapacity())
        .isGreaterThan((double) cap * WINDOW.toSeconds());
    assertThat(live.proxy().log().mostConsumedIn(WINDOW))
        .isLessThanOrEqualTo(1.1 * WINDOW.toSeconds() * cap);
  }
}
