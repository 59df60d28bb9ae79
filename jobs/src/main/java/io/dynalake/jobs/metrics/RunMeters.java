package io.dynalake.jobs.metrics;

import io.dynalake.jobs.progress.Progress;
import java.util.EnumMap;
import java.util.Map;
import java.util.OptionalInt;

/** The metrics of one run as they stand. Safe for threads. */
public final class RunMeters implements Progress {
  private static final String TABLE = ":table/";

  private final long began = System.nanoTime();
  private OptionalInt exitCode = OptionalInt.empty();
  private double seconds;
  private String table = "";
  private String phase = "";
  private RunFigures figures = RunFigures.NONE;
  private Counts before = Counts.NOTHING;
  private Counts current = Counts.NOTHING;

  /** Of phases. */
  private record Counts(long items, long bytes, double capacity, long throttles) {
    static final Counts NOTHING = new Counts(0, 0, 0, 0);

    /** Within a phase counts do not go back; those that come late are of no use. */
    Counts reach(Counts later) {
      return new Counts(
          Math.max(items, later.items),
          Math.max(bytes, later.bytes),
          Math.max(capacity, later.capacity),
          Math.max(throttles, later.throttles));
    }

    Counts plus(Counts other) {
      return new Counts(
          items + other.items,
          bytes + other.bytes,
          capacity + other.capacity,
          throttles + other.throttles);
    }
  }

  /**
   * Tells which table the run is about.
   *
   * @param nameOrArn "" where that is not known
   */
  public synchronized void table(String nameOrArn) {
    int at = nameOrArn.indexOf(TABLE);
    table = at < 0 ? nameOrArn : nameOrArn.substring(at + TABLE.length());
  }

  /** Tells what the run has come to so far; the last word counts. */
  public synchronized void tell(RunFigures now) {
    figures = now;
  }

  /**
   * Tells that the run is over.
   *
   * @param code 0 if it was done
   */
  public synchronized void ended(int code) {
    exitCode = OptionalInt.of(code);
    seconds = seconds();
  }

  /** None while the run goes on. */
  synchronized OptionalInt exitCode() {
    return exitCode;
  }

  /** The name of the table, or "". */
  synchronized String table() {
    return table;
  }

  /** What the run is doing, or did last; "" before it has begun. */
  synchronized String phase() {
    return phase;
  }

  /** All that apply to the run. */
  synchronized Map<Metric, Double> values() {
    Map<Metric, Double> values = new EnumMap<>(Metric.class);
    values.putAll(figures.values());
    values.put(Metric.DURATION, exitCode.isPresent() ? seconds : seconds());
    values.put(Metric.RUNS_FAILED, exitCode.orElse(0) == 0 ? 0.0 : 1.0);
    Counts counts = before.plus(current);
    values.put(Metric.PROGRESS_ITEMS, (double) counts.items());
    values.put(Metric.PROGRESS_BYTES, (double) counts.bytes());
    values.put(Metric.PROGRESS_CAPACITY_UNITS, counts.capacity());
    values.put(Metric.PROGRESS_THROTTLED, (double) counts.throttles());
    return values;
  }

  private double seconds() {
    return Math.round((System.nanoTime() - began) / 1e6) / 1e3;
  }

  @Override
  public synchronized void start(String name, String unit, long parts, long bytes) {
    phase = name;
    before = before.plus(current);
    current = Counts.NOTHING;
  }

  @Override
  public synchronized void update(long parts, long items, long bytes) {
    current = current.reach(new Counts(items, bytes, 0, 0));
  }

  @Override
  public synchronized void capacity(double units, long throttles) {
    current = current.reach(new Counts(0, 0, units, throttles));
  }

  @Override
  public void note(String text) {}

  @Override
  public void close() {}
}
