package io.dynalake.scan;

import io.dynalake.error.Rethrow;
import java.io.IOException;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** Fetches the next of a series while the one before is in use: one ahead, never more. */
final class ReadAhead<T> implements AutoCloseable {
  private final ExecutorService thread;
  private final Callable<@Nullable T> source;
  private Future<@Nullable T> next;

  /**
   * Begins with the first.
   *
   * @param source gives one after the other, and null at the end; called by one thread
   */
  ReadAhead(String name, Callable<@Nullable T> source) {
    this.thread =
        Executors.newSingleThreadExecutor(
            work -> {
              Thread made = new Thread(work, "dynalake-ahead-" + name);
              made.setDaemon(true);
              return made;
            });
    this.source = source;
    this.next = thread.submit(source);
  }

  /**
   * The next one, or null after the last.
   *
   * @param waiting called about once a second until it comes
   */
  @Nullable T next(Runnable waiting) throws IOException, InterruptedException {
    T fetched = fetched(waiting);
    if (fetched != null) {
      next = thread.submit(source);
    }
    return fetched;
  }

  private @Nullable T fetched(Runnable waiting) throws IOException, InterruptedException {
    while (true) {
      try {
        return next.get(1, TimeUnit.SECONDS);
      } catch (TimeoutException e) {
        waiting.run();
      } catch (ExecutionException e) {
        if (e.getCause() instanceof InterruptedException interrupted) {
          throw interrupted;
        }
        Rethrow.io(e.getCause());
      }
    }
  }

  @Override
  public void close() {
    thread.shutdownNow();
  }
}
