package io.dynalake.bench.table;

import java.io.IOException;
import java.util.Collection;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Work of several threads. */
final class Threads {
  private Threads() {}

  /** The sum of what the parts return. */
  static long sum(int threads, Collection<? extends Callable<Long>> parts)
      throws IOException, InterruptedException {
    ExecutorService pool = Executors.newFixedThreadPool(threads);
    try {
      long sum = 0;
      for (Future<Long> part : pool.invokeAll(parts)) {
        sum += part.get();
      }
      return sum;
    } catch (ExecutionException e) {
      throw new IOException(e.getCause());
    } finally {
      pool.shutdownNow();
    }
  }
}
