package io.dynalake.jobs.progress;

import static org.assertj.core.api.Assertions.assertThat;

import io.dynalake.source.ProgressCounters;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;
import org.apache.spark.SparkConf;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerTaskEnd;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class ProgressListenerTest {

  @Test
  void sumsRunningAndEndedTasksButNoFailedAttempts() throws Exception {
    SparkConf conf =
        new SparkConf()
            .setMaster("local[2,3]")
            .setAppName("progress")
            .set("spark.ui.enabled", "false")
            .set("spark.executor.heartbeatInterval", "300ms");
    Recording progress = new Recording();
    try (JavaSparkContext spark = new JavaSparkContext(conf)) {
      ProgressListener listener = new ProgressListener(spark::sc, progress);

      listener.begin("verify", 4, 4000);
      read(spark, true);
      progress.await("4 40 4000");
      // A heartbeat later nothing may have been added.
      Thread.sleep(500);
      listener.begin("convert", 4, 4000);
      read(spark, false);
      listener.end(4, 40, 4000);
      listener.stop();
    }

    int convert = progress.seen.indexOf("start convert 4 4000");
    List<String> verify = progress.seen.subList(0, convert);
    assertThat(verify).startsWith("start verify 4 4000").endsWith("4 40 4000");
    // The heartbeat of a task that is not done: items, but no file yet.
    assertThat(verify).anyMatch(update -> update.matches("0 [1-9]\\d* \\d+"));
    assertThat(progress.seen.subList(convert + 1, progress.seen.size())).endsWith("4 40 4000");
    assertThat(progress.seen)
        .filteredOn(update -> !update.startsWith("start"))
        .noneMatch(update -> Long.parseLong(update.split(" ")[1]) > 40);
  }

  @Test
  @Timeout(60)
  void stopsWhileAnEventIsOnItsWay() throws Exception {
    SparkConf conf =
        new SparkConf()
            .setMaster("local[2]")
            .setAppName("progress")
            .set("spark.ui.enabled", "false");
    Recording progress = new Recording();
    CountDownLatch underWay = new CountDownLatch(1);
    try (JavaSparkContext spark = new JavaSparkContext(conf)) {
      // Told before the listener of each event. It leaves, so that the other is the last of its
      // queue, whose thread Spark then ends, and holds an event up until that is being done.
      SparkListener before =
          new SparkListener() {
            @Override
            public void onTaskEnd(SparkListenerTaskEnd event) {
              spark.sc().removeSparkListener(this);
              underWay.countDown();
              LockSupport.parkNanos(Duration.ofMillis(500).toNanos());
            }
          };
      spark.sc().addSparkListener(before);
      ProgressListener listener = new ProgressListener(spark::sc, progress);
      listener.begin("verify", 1, 100);
      ProgressCounters counters = ProgressCounters.of(spark);
      spark.parallelize(List.of(0), 1).foreach(task -> counters.files().add(1));
      underWay.await();

      listener.stop();
    }

    assertThat(progress.seen).last().isEqualTo("1 0 0");
  }

  /** Four tasks of ten items; where asked, the first attempt of one fails after counting five. */
  private static void read(JavaSparkContext spark, boolean failOnce) {
    ProgressCounters counters = ProgressCounters.of(spark);
    spark
        .parallelize(List.of(0, 1, 2, 3), 4)
        .foreach(
            task -> {
              for (int item = 0; item < 10; item++) {
                counters.items().add(1);
                counters.bytes().add(100);
                Thread.sleep(60);
                if (failOnce && task == 2 && item == 4 && TaskContext.get().attemptNumber() == 0) {
                  throw new IllegalStateException("the first attempt fails");
                }
              }
              counters.files().add(1);
            });
  }

  private static final class Recording implements Progress {
    private final List<String> seen = Collections.synchronizedList(new ArrayList<>());

    /** Events come late, and there is nothing to wait for but what they lead to. */
    void await(String update) throws InterruptedException {
      Instant deadline = Instant.now().plus(Duration.ofSeconds(20));
      while (!seen.contains(update) && Instant.now().isBefore(deadline)) {
        Thread.sleep(20);
      }
    }

    @Override
    public void start(String phase, String unit, long parts, long bytes) {
      seen.add("start " + phase + " " + parts + " " + bytes);
    }

    @Override
    public void update(long files, long items, long bytes) {
      seen.add(files + " " + items + " " + bytes);
    }

    @Override
    public void note(String text) {
      seen.add(text);
    }

    @Override
    public void close() {}
  }
}
