package io.dynalake.dataset.convert;

import io.dynalake.batch.ItemBatch;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;

/** The rows of one slot after the other, on their way into its files. */
final class SlotRows {
  private final ConvertPlan plan;
  private final RowFiles files;
  private final Map<Integer, ItemBatch> batches = new HashMap<>();
  private int current = -1;

  SlotRows(ConvertPlan plan, RowFiles files) {
    this.plan = plan;
    this.files = files;
  }

  /** The batch for the slot's items; another slot ends the one before. */
  ItemBatch batch(int slot) throws IOException {
    if (slot != current) {
      finish();
      Slot next = plan.slots().get(slot);
      files.beginDirectory(next.directory(), plan.datasets().get(next.dataset()), slot);
      current = slot;
    }
    return batchOf(slot);
  }

  /** Writes what is in the current slot's batch, and clears it. */
  void flush() throws IOException {
    ItemBatch batch = batchOf(current);
    files.write(batch);
    batch.clear();
  }

  /** Ends the current slot, if there is one. */
  void finish() throws IOException {
    if (current >= 0) {
      flush();
      files.finishDirectory();
      current = -1;
    }
  }

  private ItemBatch batchOf(int slot) {
    return batches.computeIfAbsent(
        plan.slots().get(slot).dataset(),
        d -> new ItemBatch(plan.datasets().get(d).schema(), plan.settings().zone()));
  }
}
