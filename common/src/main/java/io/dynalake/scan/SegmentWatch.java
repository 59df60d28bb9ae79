package io.dynalake.scan;

import io.dynalake.export.SegmentRecord;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.apache.spark.SparkContext;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerJobStart;
import org.apache.spark.scheduler.SparkListenerStageSubmitted;
import org.apache.spark.scheduler.SparkListenerTaskStart;
import org.apache.spark.util.CollectionAccumulator;
import org.jspecify.annotations.Nullable;

/**
 * Tells a follower how the segments of one Spark job stand while it runs. By a thread of its own: a
 * follower may wait for its store, and Spark's events may not.
 */
final class SegmentWatch extends SparkListener implements AutoCloseable {
  private static final String SCAN = "dynalake.scan";
  private static final Duration EVERY = Duration.ofSeconds(1);

  private final SparkContext spark;
  private final List<Integer> segments;
  private final CollectionAccumulator<SegmentRecord> records;
  private final ScanFollower follower;
  private final String id = UUID.randomUUID().toString();
  private final Set<Integer> stages = ConcurrentHashMap.newKeySet();
  private final BlockingQueue<Integer> started = new LinkedBlockingQueue<>();
  private final Set<Integer> told = new HashSet<>();
  private final Thread teller = new Thread(this::tellUntilClosed, "dynalake-scan-" + id);
  private final CountDownLatch closing = new CountDownLatch(1);
  private volatile int job = -1;
  private @Nullable RuntimeException refused;

  /**
   * To be opened by the thread that then runs the job.
   *
   * @param segments of the job's tasks, in their order
   * @param records where tasks put the record of a segment that is landed
   */
  SegmentWatch(
      SparkContext spark,
      List<Integer> segments,
      CollectionAccumulator<SegmentRecord> records,
      ScanFollower follower) {
    this.spark = spark;
    this.segments = List.copyOf(segments);
    this.records = records;
    this.follower = follower;
    spark.addSparkListener(this);
    spark.setLocalProperty(SCAN, id);
    teller.setDaemon(true);
    teller.start();
  }

  @Override
  public void onJobStart(SparkListenerJobStart event) {
    if (event.properties() != null && id.equals(event.properties().getProperty(SCAN))) {
      job = event.jobId();
    }
  }

  @Override
  public void onStageSubmitted(SparkListenerStageSubmitted event) {
    if (event.properties() != null && id.equals(event.properties().getProperty(SCAN))) {
      stages.add(event.stageInfo().stageId());
    }
  }

  @Override
  public void onTaskStart(SparkListenerTaskStart event) {
    if (stages.contains(event.stageId())) {
      started.add(segments.get(event.taskInfo().partitionId()));
    }
  }

  private void tellUntilClosed() {
    try {
      while (!closing.await(EVERY.toMillis(), TimeUnit.MILLISECONDS)) {
        tell();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private synchronized void tell() {
    if (refused != null) {
      return;
    }
    List<Integer> begun = new ArrayList<>();
    started.drainTo(begun);
    begun.removeIf(told::contains);
    List<SegmentRecord> landed = new ArrayList<>(records.value());
    landed.removeIf(record -> !told.add(record.segment()));
    try {
      if (!begun.isEmpty()) {
        follower.started(begun);
      }
      if (!landed.isEmpty()) {
        follower.landed(landed);
      }
    } catch (RuntimeException e) {
      refused = e;
      if (job >= 0) {
        spark.cancelJob(job, String.valueOf(e.getMessage()));
      }
    }
  }

  /** Why the follower ended the scan, if it did. */
  synchronized @Nullable RuntimeException refused() {
    return refused;
  }

  /** Tells all that is known by then, and no more. */
  @Override
  public void close() {
    spark.setLocalProperty(SCAN, null);
    // Spark waits here until this has seen the events under way.
    spark.removeSparkListener(this);
    closing.countDown();
    tell();
  }
}
