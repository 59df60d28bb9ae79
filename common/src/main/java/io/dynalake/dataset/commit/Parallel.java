package io.dynalake.dataset.commit;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Does the same to many files, where each costs a round trip to a service. */
final class Parallel {
  private Parallel() {}

  @FunctionalInterface
  interface Action<T> {
    void accept(T subject) throws IOException;
  }

  /** Returns when all are done, or fails with the first error once none is running any more. */
  static <T> void forEach(List<T> subjects, int threads, Action<T> action) throws IOException {
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
      Throwable first = null;
      for (Future<?> future : futures) {
        first = outcome(future, first, futures);
      }
      if (first != null) {
        rethrow(first);
      }
    } finally {
      pool.shutdownNow();
    }
  }

  private static Throwable outcome(Future<?> future, Throwable first, List<Future<?>> all)
      throws IOException {
    try {
      if (!future.isCancelled()) {
        future.get();
      }
      return first;
    } catch (ExecutionException e) {
      if (first == null) {
        // Not interrupting: what has begun ends, so that its effect is known.
        all.forEach(other -> other.cancel(false));
        return e.getCause();
      }
      first.addSuppressed(e.getCause());
      return first;
    } catch (InterruptedException e) {
      all.forEach(other -> other.cancel(true));
      Thread.currentThread().interrupt();
      throw (IOException) new InterruptedIOException("interrupted").initCause(e);
    }
  }

  private static void rethrow(Throwable failure) throws IOException {
    if (failure instanceof IOException e) {
      throw e;
    }
    if (failure instanceof RuntimeException e) {
      throw e;
    }
    if (failure instanceof Error e) {
      throw e;
    }
    throw new IOException(failure);
  }
}
