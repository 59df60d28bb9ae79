package io.dynalake.jobs.progress;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.apache.spark.SparkContext;
import org.apache.spark.scheduler.AccumulableInfo;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerExecutorMetricsUpdate;
import org.apache.spark.scheduler.SparkListenerStageSubmitted;
import org.apache.spark.scheduler.SparkListenerTaskEnd;
import org.jspecify.annotations.Nullable;
import scala.Tuple4;
import scala.collection.Iterator;
import scala.collection.Seq;

/**
 * Sums what tasks count in accumulators named as {@link ProgressCounters} says, of ended tasks and,
 * by their heartbeats, of running ones, and shows it. A failed attempt does not count.
 *
 * <p>Spark delivers its events late. So that the last events of one phase are not counted for the
 * next, tasks count for the phase that was current on the driver when their stage was submitted.
 */
public final class ProgressListener extends SparkListener {
  private static final String PHASE = "dynalake.phase";
  private final Supplier<SparkContext> start;
  private final Progress progress;
  private final Map<Integer, Integer> phaseOfStage = new HashMap<>();
  private final Map<String, Double> ended = new HashMap<>();
  private final Map<Long, Map<String, Double>> running = new HashMap<>();
  private Counters counters = Counters.FILES;
  private Set<String> names = Set.of();
  private long began;
  private @Nullable SparkContext spark;
  private int phase;

  /**
   * @param start gives the application; asked when the first phase begins
   */
  public ProgressListener(Supplier<SparkContext> start, Progress progress) {
    this.start = start;
    this.progress = progress;
  }

  /** Begins a phase; to be called by the thread that then runs the phase's Spark jobs. */
  public void begin(String name, long files, long bytes) {
    begin(name, Counters.FILES, files, bytes);
  }

  /** Begins a phase that is counted otherwise than by files. */
  public synchronized void begin(String name, Counters counted, long parts, long bytes) {
    if (spark == null) {
      spark = start.get();
      spark.addSparkListener(this);
    }
    phase++;
    ended.clear();
    running.clear();
    spark.setLocalProperty(PHASE, Integer.toString(phase));
    counters = counted;
    names = Set.copyOf(counted.names());
    began = System.nanoTime();
    progress.start(name, counted.unit(), parts, bytes);
  }

  /** Shows the exact figures of the current phase, which its last events may still be short of. */
  public synchronized void end(long parts, long items, long bytes) {
    phase++;
    progress.update(parts, items, bytes);
  }

  /**
   * Listens no longer, once the events under way are shown. Without the monitor: Spark waits here
   * for its thread that delivers events, which may be waiting for the monitor.
   */
  public void stop() {
    @Nullable SparkContext listenedTo;
    synchronized (this) {
      listenedTo = spark;
    }
    if (listenedTo != null) {
      listenedTo.removeSparkListener(this);
    }
  }

  @Override
  public synchronized void onStageSubmitted(SparkListenerStageSubmitted event) {
    String submittedIn = event.properties() == null ? null : event.properties().getProperty(PHASE);
    if (submittedIn != null) {
      phaseOfStage.put(event.stageInfo().stageId(), Integer.valueOf(submittedIn));
    }
  }

  @Override
  public synchronized void onExecutorMetricsUpdate(SparkListenerExecutorMetricsUpdate event) {
    boolean changed = false;
    // Scala's own Seq is the immutable one since 2.13.
    Iterator<? extends Tuple4<Object, Object, Object, ? extends Seq<AccumulableInfo>>> tasks =
        event.accumUpdates().iterator();
    while (tasks.hasNext()) {
      Tuple4<Object, Object, Object, ? extends Seq<AccumulableInfo>> task = tasks.next();
      if (isCurrent((Integer) task._2())) {
        Map<String, Double> counts = counts(task._4());
        if (!counts.isEmpty()) {
          running.put((Long) task._1(), counts);
          changed = true;
        }
      }
    }
    if (changed) {
      show();
    }
  }

  @Override
  public synchronized void onTaskEnd(SparkListenerTaskEnd event) {
    if (!isCurrent(event.stageId())) {
      return;
    }
    running.remove(event.taskInfo().taskId());
    // Of an attempt that failed, Spark hands over no counts.
    counts(event.taskInfo().accumulables()).forEach((name, n) -> ended.merge(name, n, Double::sum));
    show();
  }

  private boolean isCurrent(int stage) {
    Integer submittedIn = phaseOfStage.get(stage);
    return submittedIn != null && submittedIn == phase;
  }

  private void show() {
    counters.capacity().ifPresent(this::show);
    progress.update(
        (long) total(counters.parts()),
        (long) total(counters.items()),
        (long) total(counters.bytes()));
  }

  private void show(Counters.Capacity capacity) {
    double units = total(capacity.units());
    long throttles = (long) total(capacity.throttles());
    progress.capacity(units, throttles);
    progress.detail(capacity.text(units, throttles, (System.nanoTime() - began) / 1e9));
  }

  private double total(String name) {
    double total = ended.getOrDefault(name, 0.0);
    for (Map<String, Double> counts : running.values()) {
      total += counts.getOrDefault(name, 0.0);
    }
    return total;
  }

  private Map<String, Double> counts(Seq<AccumulableInfo> accumulables) {
    Map<String, Double> counts = new HashMap<>();
    Iterator<AccumulableInfo> all = accumulables.iterator();
    while (all.hasNext()) {
      AccumulableInfo info = all.next();
      @Nullable String name = info.name().isDefined() ? info.name().get() : null;
      if (name != null && names.contains(name) && info.update().isDefined()) {
        // A LongAccumulator's update is a Long; one that is on its way to the UI may be text.
        counts.put(name, Double.valueOf(info.update().get().toString()));
      }
    }
    return counts;
  }
}
