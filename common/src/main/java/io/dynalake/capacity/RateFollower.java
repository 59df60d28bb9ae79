package io.dynalake.capacity;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps a budget to a share of what the table has: auto scaling changes that while a scan runs. */
final class RateFollower implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(RateFollower.class);
  private static final Duration INTERVAL = Duration.ofMinutes(1);

  private final RateTarget target;
  private final Supplier<TableDescription> table;
  private final Budget budget;
  private final Duration interval;
  private final ScheduledExecutorService thread;

  RateFollower(RateTarget target, Supplier<TableDescription> table, Budget budget) {
    this(target, table, budget, INTERVAL);
  }

  /**
   * @param interval between two looks at the table
   */
  RateFollower(
      RateTarget target, Supplier<TableDescription> table, Budget budget, Duration interval) {
    this.interval = interval;
    this.target = target;
    this.table = table;
    this.budget = budget;
    this.thread =
        Executors.newSingleThreadScheduledExecutor(
            work -> {
              Thread made = new Thread(work, "dynalake-rate");
              made.setDaemon(true);
              return made;
            });
  }

  void start() {
    if (target.followsTable()) {
      long period = interval.toMillis();
      // follow() fails by a message in the log, so there is nothing to learn from the future.
      var unused =
          thread.scheduleWithFixedDelay(this::follow, period, period, TimeUnit.MILLISECONDS);
    }
  }

  private void follow() {
    try {
      target.unitsPerSecond(table.get()).ifPresent(budget::target);
    } catch (RuntimeException e) {
      LOG.warn("the table's capacity could not be read again; the rate stays: {}", e.toString());
    }
  }

  @Override
  public void close() {
    thread.shutdownNow();
  }
}
