package io.dynalake.load.write;

import io.dynalake.capacity.BudgetAddress;
import io.dynalake.capacity.LeasedPace;
import io.dynalake.capacity.Pace;
import java.io.IOException;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.TaskContext;
import org.apache.spark.TaskKilledException;
import org.jspecify.annotations.Nullable;

/**
 * What a Spark task does with its items.
 *
 * @param budgetOrNull where capacity is to be had, null if there is no limit
 * @param requestsAtOnce of this task
 */
public record WriteTask(
    Connection to,
    Purpose purpose,
    @Nullable BudgetAddress budgetOrNull,
    int requestsAtOnce,
    WriteCounters counters)
    implements Serializable {
  /** More than requests of a task at once, so that each has a number of its own in the budget. */
  private static final long NUMBERS = 1024;

  /**
   * Writes them.
   *
   * @param sorted those of equal keys side by side, of which the last one counts
   * @param leftovers is closed at the end
   */
  public WriteResult run(Iterator<Write> sorted, Leftovers leftovers)
      throws IOException, InterruptedException {
    TaskContext context = TaskContext.get();
    List<LeasedPace> leases = new ArrayList<>();
    Tally tally = new Tally(counters, leftovers);
    try (leftovers;
        Batches batches =
            new Batches(
                requestsAtOnce,
                i -> purpose.writer(to, pace(context, i, leases), tally),
                () -> requireWanted(context))) {
      Write last = null;
      while (sorted.hasNext()) {
        Write next = sorted.next();
        if (last != null && Arrays.equals(last.key(), next.key())) {
          tally.superseded();
        } else if (last != null) {
          batches.add(last);
        }
        last = next;
      }
      if (last != null) {
        batches.add(last);
      }
      batches.finish();
    } finally {
      leases.forEach(LeasedPace::close);
    }
    counters.tasks().add(1);
    return tally.result();
  }

  private Pace pace(TaskContext context, int number, List<LeasedPace> leases) {
    if (budgetOrNull == null) {
      return Pace.UNLIMITED;
    }
    LeasedPace pace = budgetOrNull.pace(context.taskAttemptId() * NUMBERS + number);
    leases.add(pace);
    return pace;
  }

  /** Spark asks a task to end, and does not make it. */
  private static void requireWanted(TaskContext context) {
    if (context.isInterrupted()) {
      throw new TaskKilledException("writing was cancelled");
    }
  }
}
