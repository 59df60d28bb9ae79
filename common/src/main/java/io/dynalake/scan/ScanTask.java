package io.dynalake.scan;

import io.dynalake.capacity.BudgetAddress;
import io.dynalake.capacity.LeasedPace;
import io.dynalake.capacity.Pace;
import io.dynalake.error.JobException;
import io.dynalake.export.LandingFolder;
import io.dynalake.export.LandingWriter;
import io.dynalake.export.SegmentRecord;
import java.io.IOException;
import java.io.Serializable;
import org.apache.spark.TaskContext;
import org.apache.spark.TaskKilledException;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.util.SerializableConfiguration;
import org.jspecify.annotations.Nullable;

/**
 * What a Spark task does with its segment.
 *
 * @param budgetOrNull where capacity is to be had, null if there is no limit
 */
record ScanTask(
    ScanEngine engine,
    ScanRequest request,
    int totalSegments,
    LandingFolder landing,
    long fileBytes,
    Broadcast<SerializableConfiguration> hadoop,
    @Nullable BudgetAddress budgetOrNull,
    ScanCounters counters)
    implements Serializable {

  SegmentRecord land(int number) throws InterruptedException {
    try {
      return landWithinBudget(number, TaskContext.get());
    } catch (IOException | JobException e) {
      throw new SegmentFailedException(number, e);
    }
  }

  private SegmentRecord landWithinBudget(int number, TaskContext context)
      throws IOException, InterruptedException {
    if (budgetOrNull == null) {
      return land(number, context, Pace.UNLIMITED);
    }
    try (LeasedPace pace = budgetOrNull.pace(context.taskAttemptId())) {
      return land(number, context, pace);
    }
  }

  private SegmentRecord land(int number, TaskContext context, Pace pace)
      throws IOException, InterruptedException {
    Segment segment = new Segment(number, totalSegments);
    try (LandingWriter writer =
        new LandingWriter(landing, hadoop.value().value(), number, fileBytes)) {
      PageWriter pages = new PageWriter(writer, counters, context);
      engine.scan(request, segment, pace, pages);
      pages.waiting();
      SegmentRecord record = writer.finish(pages.costs);
      counters.landed(record);
      return record;
    }
  }

  private static final class PageWriter implements PageSink {
    private final LandingWriter writer;
    private final ScanCounters counters;
    private final TaskContext context;
    private SegmentRecord.Costs costs = SegmentRecord.Costs.NONE;

    PageWriter(LandingWriter writer, ScanCounters counters, TaskContext context) {
      this.writer = writer;
      this.counters = counters;
      this.context = context;
    }

    @Override
    public void page(ItemPage page) throws IOException {
      waiting();
      byte[] bytes = page.bytes();
      long jsonBytes = 0;
      for (int i = 0; i < page.count(); i++) {
        writer.add(bytes, page.start(i), page.end(i));
        jsonBytes += page.end(i) - page.start(i);
      }
      counters.add(page, jsonBytes);
      ItemPage.Costs more = page.costs();
      costs =
          costs.plus(
              new SegmentRecord.Costs(
                  more.scanned(), more.capacity(), 1, more.throttles(), more.retries()));
    }

    /** Spark asks a task to end, and does not make it. */
    @Override
    public void waiting() {
      if (context.isInterrupted()) {
        throw new TaskKilledException("the scan was cancelled");
      }
    }
  }
}
