package io.dynalake.disk;

import io.dynalake.error.Rethrow;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/** Does the same to many files, where each costs a round trip to a service. */
public final class Parallel {
  private Parallel() {}

  @FunctionalInterface
  public interface Action<T> {
    void accept(T subject) throws IOException;
  }

  /** Returns when all are done, or fails with the first error once none is running any more. */
  public static <T> void forEach(List<T> subjects, int threads, Action<T> action)
      throws IOException {
    if (threads <= 1 || subjects.size() <= 1) {
      for (T subject : subjects) {
        action.accept(subject);
      }
      return;
    }
    ExecutorService pool = Executors.newFixedThreadPool(Math.min(threads, subjects.size()));
    try {
      List<Future<?>> futures = new ArrayList<>(subjects.size());
      for (T subject : subjects) {
        futures.add(
            pool.submit(
                () -> {
                  action.accept(subject);
                  return null;
                }));
      }
      List<Throwable> failures = new ArrayList<>();
      for (Future<?> future : futures) {
        await(future, futures, failures);
      }
      awaitEnd(pool);
      if (!failures.isEmpty()) {
        Rethrow.io(failures.get(0));
      }
    } finally {
      pool.shutdownNow();
    }
  }

  /** A cancelled action may still run: the caller must not undo while others do. */
  private static void awaitEnd(ExecutorService pool) throws IOException {
    pool.shutdown();
    try {
      boolean ended;
      do {
        ended = pool.awaitTermination(1, TimeUnit.MINUTES);
      } while (!ended);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw (IOException) new InterruptedIOException("interrupted").initCause(e);
    }
  }

  private static void await(Future<?> future, List<Future<?>> all, List<Throwable> failures)
      throws IOException {
    try {
      if (!future.isCancelled()) {
        future.get();
      }
    } catch (ExecutionException e) {
      failures.add(e.getCause() == null ? e : e.getCause());
      // Without interruption: what has begun ends, so that its effect is known.
      all.forEach(other -> other.cancel(false));
    } catch (InterruptedException e) {
      all.forEach(other -> other.cancel(true));
      Thread.currentThread().interrupt();
      throw (IOException) new InterruptedIOException("interrupted").initCause(e);
    }
  }
}
