package io.dynalake.load.write;

import java.io.IOException;
import java.util.EnumMap;
import java.util.Map;

/** Counts the outcomes of a task's items, and hands those on that are not written. */
final class Tally implements WriteOutcomes {
  private final WriteCounters counters;
  private final Leftovers leftovers;
  private final Map<Kept, Long> kept = new EnumMap<>(Kept.class);
  private long written;
  private long bytes;
  private long refused;
  private long superseded;
  private double capacity;
  private long requests;
  private long throttles;
  private long retries;

  Tally(WriteCounters counters, Leftovers leftovers) {
    this.counters = counters;
    this.leftovers = leftovers;
  }

  @Override
  public synchronized void written(int items, long size) {
    counters.items().add(items);
    counters.bytes().add(size);
    written += items;
    bytes += size;
  }

  @Override
  public synchronized void kept(Write write, Kept why) throws IOException {
    counters.items().add(1);
    kept.merge(why, 1L, Long::sum);
    leftovers.kept(write, why);
  }

  @Override
  public synchronized void refused(Write write, String reason) throws IOException {
    counters.items().add(1);
    refused++;
    leftovers.refused(write, reason);
  }

  /** An item that another one of the same key comes after. */
  synchronized void superseded() {
    counters.items().add(1);
    superseded++;
  }

  @Override
  public synchronized void request(double units, int throttled, int retried) {
    counters.requests().add(1);
    counters.throttles().add(throttled);
    counters.retries().add(retried);
    counters.capacity().add(units);
    requests++;
    capacity += units;
    throttles += throttled;
    retries += retried;
  }

  synchronized WriteResult result() {
    return new WriteResult(
        written,
        bytes,
        kept.getOrDefault(Kept.PRESENT, 0L),
        kept.getOrDefault(Kept.CHANGED, 0L),
        kept.getOrDefault(Kept.GONE, 0L),
        refused,
        superseded,
        capacity,
        requests,
        throttles,
        retries);
  }
}
