package io.dynalake.dataset.convert;

import io.dynalake.batch.BatchOutput;
import io.dynalake.batch.ItemBatch;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import scala.Tuple2;

/**
 * Gathers the items of one task in a batch per dataset, and parts them by slot when there are
 * enough of them. So a task takes as much memory whatever the number of slots is.
 */
final class BatchScatter {
  /**
   * Bytes that a slot's part of the batches should have for each column, lest columns cost more.
   */
  private static final int COLUMN = 512;

  /** Bytes that a part should have anyway. */
  private static final int CHUNK = 32 << 10;

  /** Slots whose parts are written together. */
  private static final int AT_A_TIME = 128;

  /** With few slots, batches stay in the processor's cache. */
  private static final int LEAST = 1 << 20;

  /** What all batches of a task may take together. */
  private static final int BUDGET = 16 << 20;

  private final ConvertPlan plan;
  private final SlotTable slots;
  private final List<Rows> datasets = new ArrayList<>();
  private final List<BatchOutput> outs = BatchOutput.several(AT_A_TIME);
  private final long enough;
  private @Nullable Parts parts;

  BatchScatter(ConvertPlan plan, SlotTable slots) {
    this.plan = plan;
    this.slots = slots;
    for (ConvertPlan.Dataset dataset : plan.datasets()) {
      datasets.add(new Rows(new ItemBatch(dataset.schema(), plan.settings().zone())));
    }
    long wanted = 0;
    for (Slot slot : plan.slots()) {
      int columns = plan.datasets().get(slot.dataset()).schema().fields().size();
      wanted += Math.max(CHUNK, columns * COLUMN);
    }
    enough = Math.min(Math.max(wanted, LEAST), BUDGET);
  }

  ItemBatch batch(int dataset) {
    return datasets.get(dataset).batch;
  }

  /** Keeps the item that was begun in the dataset's batch, for this slot. */
  void endItem(int dataset, int slot) {
    datasets.get(dataset).endItem(slot);
  }

  long unknownAttributes() {
    long sum = 0;
    for (Rows rows : datasets) {
      sum += rows.batch.unknownAttributes();
    }
    return sum;
  }

  /** Sees whether it is time to part the items. */
  void endBlock() {
    long bytes = 0;
    for (Rows rows : datasets) {
      bytes += rows.batch.bytes();
    }
    if (bytes >= enough) {
      part();
    }
  }

  /** Parts what there is; to be polled before there are more items. */
  void part() {
    parts = new Parts();
  }

  /** The next part, or null when all are polled. */
  @Nullable Tuple2<Integer, byte[]> poll() {
    if (parts == null) {
      return null;
    }
    Tuple2<Integer, byte[]> next = parts.next();
    if (next == null) {
      clear();
    }
    return next;
  }

  /** Forgets all items. */
  void clear() {
    parts = null;
    for (Rows rows : datasets) {
      rows.batch.clear();
    }
  }

  /** The rows of one dataset, and where they go. */
  private static final class Rows {
    private final ItemBatch batch;
    private int[] slotOfRow = new int[1024];

    Rows(ItemBatch batch) {
      this.batch = batch;
    }

    void endItem(int slot) {
      int row = batch.rows();
      if (row == slotOfRow.length) {
        slotOfRow = Arrays.copyOf(slotOfRow, 2 * row);
      }
      slotOfRow[row] = slot;
      batch.endItem();
    }
  }

  /** Goes over all slots of all datasets; bytes are made of some slots at a time. */
  private final class Parts {
    /** Rows of each slot, by slot: a dataset's slots are its own. */
    private final int[][] rows = new int[plan.slots().size()][];

    private final ArrayDeque<Tuple2<Integer, byte[]>> ready = new ArrayDeque<>();
    private int slot;

    Parts() {
      int[] counts = new int[rows.length];
      for (Rows dataset : datasets) {
        for (int row = 0; row < dataset.batch.rows(); row++) {
          counts[dataset.slotOfRow[row]]++;
        }
      }
      for (int i = 0; i < counts.length; i++) {
        rows[i] = new int[counts[i]];
      }
      for (Rows dataset : datasets) {
        for (int row = dataset.batch.rows() - 1; row >= 0; row--) {
          int to = dataset.slotOfRow[row];
          rows[to][--counts[to]] = row;
        }
      }
    }

    @Nullable Tuple2<Integer, byte[]> next() {
      while (ready.isEmpty() && slot < rows.length) {
        writeSome();
      }
      return ready.poll();
    }

    /** Writes the next slots of one dataset. */
    private void writeSome() {
      int dataset = plan.slots().get(slot).dataset();
      List<Integer> some = new ArrayList<>();
      List<int[]> parts = new ArrayList<>();
      while (slot < rows.length
          && some.size() < AT_A_TIME
          && plan.slots().get(slot).dataset() == dataset) {
        if (rows[slot].length > 0) {
          some.add(slot);
          parts.add(rows[slot]);
        }
        slot++;
      }
      batch(dataset).writeTo(parts, outs);
      for (int i = 0; i < some.size(); i++) {
        slots.advance(plan.slots().get(some.get(i)).directory());
        ready.add(new Tuple2<>(some.get(i), outs.get(i).take()));
      }
    }
  }
}
