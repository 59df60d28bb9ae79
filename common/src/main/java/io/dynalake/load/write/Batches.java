package io.dynalake.load.write;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * Makes batches of the items of one task, and sends several at once: while one waits for its
 * answer, the next goes out. Of one thread; the writers are each of another.
 */
final class Batches implements AutoCloseable {
  /** DynamoDB's limits of a batch. */
  static final int MOST_ITEMS = 25;

  static final int MOST_BYTES = 15 << 20;

  private static final long LOOK_MILLIS = 100;

  private final int writers;
  private final BlockingQueue<ItemWriter> free;
  private final ExecutorService threads;
  private final Runnable look;
  private volatile @Nullable Throwable failure;
  private List<Write> batch = new ArrayList<>(MOST_ITEMS);
  private long bytes;

  /**
   * Begins.
   *
   * @param writers that work at once
   * @param made makes writer i
   * @param look is asked while it waits; throws if the task is to end
   */
  Batches(int writers, IntFunction<ItemWriter> made, Runnable look) {
    this.writers = writers;
    this.free = new ArrayBlockingQueue<>(writers);
    for (int i = 0; i < writers; i++) {
      free.add(made.apply(i));
    }
    this.threads =
        Executors.newFixedThreadPool(
            writers,
            work -> {
              Thread thread = new Thread(work, "dynalake-write");
              thread.setDaemon(true);
              return thread;
            });
    this.look = look;
  }

  /**
   * Adds an item, whose key none of the others has.
   *
   * @throws io.dynalake.error.JobException if the table cannot be written to
   */
  void add(Write write) throws IOException, InterruptedException {
    if (!batch.isEmpty()
        && (batch.size() == MOST_ITEMS || bytes + write.json().length > MOST_BYTES)) {
      send();
    }
    batch.add(write);
    bytes += write.json().length;
  }

  /** Sends what is left, and waits until each item has its outcome. */
  void finish() throws IOException, InterruptedException {
    if (!batch.isEmpty()) {
      send();
    }
    for (int i = 0; i < writers; i++) {
      ItemWriter unused = writer();
    }
    requireNoFailure();
  }

  private void send() throws IOException, InterruptedException {
    List<Write> full = batch;
    batch = new ArrayList<>(MOST_ITEMS);
    bytes = 0;
    ItemWriter writer = writer();
    requireNoFailure();
    threads.execute(
        () -> {
          try {
            writer.write(full);
          } catch (Throwable e) {
            failure = e;
          } finally {
            free.add(writer);
          }
        });
  }

  private ItemWriter writer() throws InterruptedException {
    while (true) {
      look.run();
      ItemWriter writer = free.poll(LOOK_MILLIS, TimeUnit.MILLISECONDS);
      if (writer != null) {
        return writer;
      }
    }
  }

  private void requireNoFailure() throws IOException {
    Throwable failed = failure;
    if (failed instanceof IOException io) {
      throw io;
    }
    if (failed instanceof RuntimeException unchecked) {
      throw unchecked;
    }
    if (failed instanceof Error error) {
      throw error;
    }
    if (failed != null) {
      throw new IllegalStateException("a writer was interrupted", failed);
    }
  }

  /** Breaks off what is still under way. */
  @Override
  public void close() {
    threads.shutdownNow();
  }
}
