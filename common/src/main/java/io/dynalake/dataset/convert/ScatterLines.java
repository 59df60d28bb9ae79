package io.dynalake.dataset.convert;

import io.dynalake.error.ErrorCode;
import io.dynalake.error.JobException;
import io.dynalake.export.BadItem;
import io.dynalake.export.DataFileReader;
import io.dynalake.export.ItemConsumer;
import io.dynalake.item.MapSink;
import io.dynalake.item.SkipSink;
import io.dynalake.source.ProgressCounters;
import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.TreeMap;
import scala.Tuple2;

/**
 * The map side of the shuffle: the lines of one data file, in chunks, each with the slot it is for.
 * Only the attributes that decide about that are looked at.
 */
final class ScatterLines implements Iterator<Tuple2<Integer, byte[]>>, ItemConsumer {
  /** Large enough that the shuffle's cost per record does not show. */
  private static final int CHUNK = 64 << 10;

  /** What all unfinished chunks of a task may take together, whatever the number of slots. */
  private static final int BUDGET = 24 << 20;

  private final int file;
  private final ItemTarget target;
  private final SlotTable slots;
  private final DataFileReader reader;
  private final ProgressCounters progress;
  private final Map<Integer, LineChunk.Builder> builders;
  private final ArrayDeque<Tuple2<Integer, byte[]>> ready = new ArrayDeque<>();
  private long buffered;
  private long blockItems;
  private boolean open = true;

  ScatterLines(ConvertJob job, int file) {
    ConvertPlan plan = job.plan();
    ConvertPlan.Input input = plan.files().get(file);
    this.file = file;
    this.target = new ItemTarget(plan.selection());
    this.slots = new SlotTable(plan.slots(), file);
    this.progress = job.progress();
    this.builders = new TreeMap<>();
    this.reader =
        DataFileReader.open(
            input.file(),
            job.configuration(),
            this,
            job.reading().skipping(input.badLines()));
  }

  @Override
  public boolean hasNext() {
    while (ready.isEmpty() && open) {
      if (!reader.readBlock()) {
        open = false;
        close();
        flush();
        progress.files().add(1);
      }
    }
    return !ready.isEmpty();
  }

  @Override
  public Tuple2<Integer, byte[]> next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    return ready.remove();
  }

  void close() {
    reader.close();
  }

  @Override
  public MapSink beginItem() {
    return target.wrap(SkipSink.INSTANCE);
  }

  @Override
  public void endItem(byte[] block, int lineStart, int lineEnd) {
    blockItems++;
    if (!target.decide().keeps()) {
      return;
    }
    int slot = slots.current(target.directory());
    LineChunk.Builder builder = builders.computeIfAbsent(slot, s -> new LineChunk.Builder());
    builder.add(block, lineStart, lineEnd, reader.line());
    buffered += lineEnd - lineStart;
    if (builder.length() >= CHUNK) {
      emit(slot, builder);
      slots.advance(target.directory());
    } else if (buffered > BUDGET) {
      flush();
    }
  }

  private void emit(int slot, LineChunk.Builder builder) {
    buffered -= builder.length();
    ready.add(new Tuple2<>(slot, builder.take(file)));
  }

  private void flush() {
    builders.forEach(
        (slot, builder) -> {
          if (!builder.isEmpty()) {
            ready.add(new Tuple2<>(slot, builder.take(file)));
          }
        });
    builders.clear();
    buffered = 0;
  }

  @Override
  public void dropItem(BadItem bad) {
    throw changed(bad.key(), bad.line());
  }

  @Override
  public void endBlock() {
    progress.items().add(blockItems);
    blockItems = 0;
  }

  static JobException changed(String key, long line) {
    return new JobException(
        ErrorCode.BAD_DATA,
        key
            + ": changed while it was read; line "
            + line
            + " was well-formed when the file was verified and is no longer; run the job again on"
            + " an export that nothing writes to");
  }
}
