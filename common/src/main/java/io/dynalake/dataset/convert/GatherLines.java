package io.dynalake.dataset.convert;

import io.dynalake.batch.ItemBatch;
import io.dynalake.error.ErrorCode;
import io.dynalake.error.JobException;
import io.dynalake.export.BadItem;
import io.dynalake.item.ItemFormat;
import io.dynalake.item.LineParser;
import io.dynalake.item.MalformedItemException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.Map;

/** Lines, which are parsed here. */
final class GatherLines implements Gather {
  /**
   * Bytes of lines in a batch, about: small enough for the batch to stay in the processor's cache.
   */
  private static final int BATCH_BYTES = 256 << 10;

  private final ConvertPlan plan;
  private final SlotRows rows;
  private final Refusals refusals;
  private final Map<ItemFormat, LineParser> parsers = new EnumMap<>(ItemFormat.class);
  private int batched;

  GatherLines(ConvertJob job, RowFiles files, Refusals refusals) {
    this.plan = job.plan();
    this.rows = new SlotRows(plan, files);
    this.refusals = refusals;
  }

  @Override
  public void add(int slot, byte[] encoded) throws IOException {
    LineChunk chunk = new LineChunk(encoded);
    ItemFormat format = plan.files().get(chunk.file()).file().format();
    LineParser parser = parsers.computeIfAbsent(format, ItemFormat::parser);
    ItemBatch batch = rows.batch(slot);
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
        rows.flush();
        batched = 0;
      }
    }
    if (position != chunk.end()) {
      throw new JobException(ErrorCode.BUG, "a chunk of lines ends at " + position);
    }
  }

  @Override
  public void finish() throws IOException {
    rows.finish();
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
