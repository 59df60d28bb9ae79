package io.dynalake.jobs.metrics;

import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/**
 * Prints the metrics of a run: while it goes on how much it has gone through since the line before,
 * at its end what has come of it. So the sum of each metric over any time is what happened in it.
 */
public final class EmfLines {
  /** CloudWatch keeps a value a minute. */
  private static final Duration INTERVAL = Duration.ofMinutes(1);

  private final String job;
  private final String run;
  private final RunMeters meters;
  private final PrintStream out;
  private final Map<Metric, Double> told = new EnumMap<>(Metric.class);
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread thread = new Thread(task, "dynalake-metrics");
            thread.setDaemon(true);
            return thread;
          });

  EmfLines(String job, String run, RunMeters meters, PrintStream out) {
    this.job = job;
    this.run = run;
    this.meters = meters;
    this.out = out;
  }

  /** Prints from now on. */
  public static EmfLines begin(String job, String run, RunMeters meters, PrintStream out) {
    EmfLines lines = new EmfLines(job, run, meters, out);
    long interval = INTERVAL.toSeconds();
    ScheduledFuture<?> unused =
        lines.timer.scheduleAtFixedRate(lines::progress, interval, interval, TimeUnit.SECONDS);
    return lines;
  }

  /** Prints how far the run has come since the line before; nothing if that is nowhere. */
  synchronized void progress() {
    Map<Metric, Double> grown = grown();
    if (grown.values().stream().anyMatch(value -> value > 0)) {
      print(grown, Map.of("Phase", meters.phase()));
    }
  }

  /** Prints what has come of the run, and nothing after it. */
  public synchronized void ended() {
    timer.shutdownNow();
    Map<Metric, Double> all = grown();
    meters.values().entrySet().stream()
        .filter(entry -> !entry.getKey().isProgress())
        .forEach(entry -> all.put(entry.getKey(), entry.getValue()));
    print(all, Map.of("ExitCode", meters.exitCode().orElse(0)));
  }

  private Map<Metric, Double> grown() {
    Map<Metric, Double> grown = new EnumMap<>(Metric.class);
    meters
        .values()
        .forEach(
            (metric, value) -> {
              if (metric.isProgress()) {
                grown.put(metric, value - told.getOrDefault(metric, 0.0));
                told.put(metric, value);
              }
            });
    return grown;
  }

  private void print(Map<Metric, Double> metrics, Map<String, Object> more) {
    Map<String, Object> properties = new LinkedHashMap<>();
    if (!run.isEmpty()) {
      properties.put("RunId", run);
    }
    properties.putAll(more);
    // As one string: nothing may come between the line and its end.
    out.print(new EmfLine(Instant.now(), job, meters.table(), metrics, properties).text() + "\n");
    out.flush();
  }
}
