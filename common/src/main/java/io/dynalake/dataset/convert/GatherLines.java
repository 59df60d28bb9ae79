package io.dynalake.dataset.convert;

import io.dynalake.batch.ItemBatch;
import io.dynalake.error.ErrorCode;
import io.dynalake.error.JobException;
import io.dynalake.export.BadItem;
import io.dynalake.item.ItemParser;
import io.dynalake.item.MalformedItemException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/** The reduce side of the shuffle: parses lines into the rows of one directory's files. */
final class GatherLines {
  /** JSON bytes in a batch, about: small enough for the batch to stay in the processor's cache. */
  private static final int BATCH_BYTES = 256 << 10;

  private final ConvertJob job;
  private final ConvertPlan plan;
  private final RowFiles rows;
  private final Refusals refusals;
  private final ItemParser parser = new ItemParser();
  private final Map<Integer, ItemBatch> batches = new HashMap<>();
  private int slot = -1;
  private int batched;

  GatherLines(ConvertJob job, RowFiles rows, Refusals refusals) {
    this.job = job;
    this.plan = job.plan();
    this.rows = rows;
    this.refusals = refusals;
  }

  /** Takes a chunk; all chunks of a slot come in one go. */
  void add(int chunkSlot, LineChunk chunk) throws IOException {
    ItemBatch batch = begin(chunkSlot);
    byte[] bytes = chunk.bytes();
    int position = chunk.start();
    for (int i = 0; i < chunk.lines(); i++) {
      int line = position;
      try {
        position = parser.parseLine(bytes, line, batch.beginItem());
        batch.endItem();
      } catch (MalformedItemException e) {
        batch.dropItem();
        position = lineEnd(bytes, line, chunk.end());
        refusals.add(refused(chunk, i, line, position, e));
      }
      batched += position - line;
      if (batched >= BATCH_BYTES) {
        flush(batch);
      }
    }
    if (position != chunk.end()) {
      throw new JobException(ErrorCode.BUG, "a chunk of lines ends at " + position);
    }
    if (job.scattered()) {
      job.progress().items().add(chunk.lines());
      job.progress().bytes().add(chunk.end() - chunk.start());
    }
  }

  void finish() throws IOException {
    if (slot >= 0) {
      flush(batch(slot));
      rows.finishDirectory();
      if (job.scattered()) {
        job.progress().files().add(1);
      }
      slot = -1;
    }
  }

  private ItemBatch begin(int chunkSlot) throws IOException {
    if (chunkSlot != slot) {
      finish();
      Slot next = plan.slots().get(chunkSlot);
      rows.beginDirectory(next.directory(), plan.datasets().get(next.dataset()), chunkSlot);
      slot = chunkSlot;
    }
    return batch(chunkSlot);
  }

  private ItemBatch batch(int ofSlot) {
    return batches.computeIfAbsent(
        plan.slots().get(ofSlot).dataset(),
        d -> new ItemBatch(plan.datasets().get(d).schema(), plan.settings().zone()));
  }

  private void flush(ItemBatch batch) throws IOException {
    rows.write(batch);
    batch.clear();
    batched = 0;
  }

  private BadItem refused(
      LineChunk chunk, int index, int start, int end, MalformedItemException e) {
    String key = plan.files().get(chunk.file()).file().key();
    String text = new String(chunk.bytes(), start, end - 1 - start, StandardCharsets.UTF_8);
    return new BadItem(key, chunk.lineNumber(index), e.reason(), text, true);
  }

  private static int lineEnd(byte[] bytes, int start, int limit) {
    int end = start;
    while (end < limit && bytes[end] != '\n') {
      end++;
    }
    return end + 1;
  }
}
