package io.dynalake.dataset.convert;

import io.dynalake.batch.BatchInput;
import io.dynalake.batch.ItemBatch;
import java.io.IOException;

/** Items that were parsed before the shuffle; gathering them is the conversion's progress. */
final class GatherBatches implements Gather {
  /** Large enough that a batch's cost per column does not show. */
  private static final int BATCH_BYTES = 128 << 10;

  private final ConvertJob job;
  private final SlotRows rows;
  private int slot = -1;

  GatherBatches(ConvertJob job, RowFiles files) {
    this.job = job;
    this.rows = new SlotRows(job.plan(), files);
  }

  @Override
  public void add(int chunkSlot, byte[] chunk) throws IOException {
    if (slot != chunkSlot) {
      endSlot();
      slot = chunkSlot;
    }
    ItemBatch batch = rows.batch(chunkSlot);
    int items = batch.append(new BatchInput(chunk));
    if (batch.bytes() >= BATCH_BYTES) {
      rows.flush();
    }
    job.progress().items().add(items);
    job.progress().bytes().add(Math.round(items * job.jsonPerItem()));
  }

  private void endSlot() {
    if (slot >= 0) {
      job.progress().files().add(1);
    }
  }

  @Override
  public void finish() throws IOException {
    rows.finish();
    endSlot();
    slot = -1;
  }
}
