package io.dynalake.dataset.convert;

import io.dynalake.batch.ItemBatch;
import io.dynalake.dataset.commit.TaskOutput;
import io.dynalake.item.MapSink;
import io.dynalake.schema.ItemProfile;
import java.io.IOException;
import java.util.List;
import org.apache.spark.TaskContext;
import org.jspecify.annotations.Nullable;

/** Converts items of a single dataset while they are profiled, into the columns of a guess. */
final class EarlyConversion extends EarlyItems {
  private final ItemBatch batch;
  private final TaskOutput output;
  private final RowFiles rows;
  private @Nullable ItemProfile observer;
  private boolean finished;

  EarlyConversion(ConvertJob job, int task) throws IOException {
    ConvertPlan plan = job.plan();
    batch = new ItemBatch(plan.datasets().get(0).schema(), plan.settings().zone());
    output = job.outputs().open(TaskContext.get().taskAttemptId());
    rows = new RowFiles(plan.settings(), job.parquet(), output, job.configuration());
    rows.beginDirectory("", plan.datasets().get(0), task);
  }

  @Override
  @SuppressWarnings("ReferenceEquality") // Whether it is the same one.
  MapSink fill(String group, ItemProfile profile) {
    if (observer != profile) {
      batch.clear();
      batch.observe(profile);
      observer = profile;
    }
    return batch.beginItem();
  }

  @Override
  void keepItem(String directory) {
    batch.endItem();
  }

  @Override
  void dropItem() {
    batch.dropItem();
  }

  @Override
  long unknownAttributes() {
    return batch.unknownAttributes();
  }

  @Override
  void flush() throws IOException {
    if (isOn()) {
      rows.write(batch);
    }
    batch.clear();
  }

  @Override
  EarlyResult complete() throws IOException {
    rows.finishDirectory();
    output.commit();
    finished = true;
    return new EarlyResult(rows.files(), List.of());
  }

  @Override
  public void close() throws IOException {
    rows.close();
    if (!finished) {
      output.abort();
    }
  }
}
