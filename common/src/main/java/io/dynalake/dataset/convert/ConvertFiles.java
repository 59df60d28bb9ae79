package io.dynalake.dataset.convert;

import io.dynalake.batch.ItemBatch;
import io.dynalake.export.BadItem;
import io.dynalake.export.DataFileReader;
import io.dynalake.export.ItemConsumer;
import io.dynalake.item.MapSink;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;

/** Converts data files where they are read: parsed into batches, batches into Parquet. */
final class ConvertFiles implements ItemConsumer {
  private final ConvertJob job;
  private final ConvertPlan plan;
  private final ItemTarget target;
  private final ItemBatch batch;
  private final RowFiles rows;
  private final Refusals refusals;
  private long blockItems;

  ConvertFiles(ConvertJob job, RowFiles rows, Refusals refusals) {
    this.job = job;
    this.plan = job.plan();
    this.target = new ItemTarget(plan.selection());
    this.batch = new ItemBatch(plan.datasets().get(0).schema(), plan.settings().zone());
    this.rows = rows;
    this.refusals = refusals;
  }

  /**
   * @param task number of the task, part of the files' names
   * @param members indexes of the data files
   */
  void convert(int task, List<Integer> members) throws IOException {
    rows.beginDirectory("", plan.datasets().get(0), task);
    for (int member : members) {
      ConvertPlan.Input input = plan.files().get(member);
      DataFileReader.read(
          input.file(), job.configuration(), this, job.reading().skipping(input.badLines()));
      job.progress().files().add(1);
    }
    rows.finishDirectory();
  }

  @Override
  public MapSink beginItem() {
    return target.wrap(batch.beginItem());
  }

  @Override
  public void endItem(byte[] block, int lineStart, int lineEnd) {
    blockItems++;
    if (target.decide().keeps()) {
      batch.endItem();
    } else {
      batch.dropItem();
    }
  }

  @Override
  public void dropItem(BadItem bad) {
    batch.dropItem();
    refusals.add(bad);
  }

  @Override
  public void endBlock() {
    try {
      rows.write(batch);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    batch.clear();
    job.progress().items().add(blockItems);
    blockItems = 0;
  }
}
