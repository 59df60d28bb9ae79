package io.dynalake.dataset.convert;

import io.dynalake.error.ErrorCode;
import io.dynalake.error.JobException;
import io.dynalake.export.BadItem;
import io.dynalake.export.DataFileReader;
import io.dynalake.export.ItemConsumer;
import io.dynalake.item.MapSink;
import io.dynalake.item.SkipSink;
import io.dynalake.source.ProgressCounters;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Objects;
import scala.Tuple2;

/**
 * The map side of the shuffle where the data files were verified before: the lines of one of them,
 * in chunks, each with the slot it is for. Only the attributes that decide about that are looked
 * at.
 */
final class ScatterLines implements Iterator<Tuple2<Integer, byte[]>>, ItemConsumer {
  private final ItemTarget target;
  private final LineScatter scatter;
  private final DataFileReader reader;
  private final ProgressCounters progress;
  private long blockItems;
  private boolean open = true;

  ScatterLines(ConvertJob job, int file) {
    ConvertPlan plan = job.plan();
    ConvertPlan.Input input = plan.files().get(file);
    this.target = new ItemTarget(plan.selection());
    this.scatter = new LineScatter(file, new SlotTable(plan.slots(), file));
    this.progress = job.progress();
    this.reader =
        DataFileReader.open(
            input.file(), job.configuration(), this, job.reading().skipping(input.badLines()));
  }

  @Override
  public boolean hasNext() {
    while (!scatter.isReady() && open) {
      if (!reader.readBlock()) {
        open = false;
        close();
        scatter.flush();
        progress.files().add(1);
      }
    }
    return scatter.isReady();
  }

  @Override
  public Tuple2<Integer, byte[]> next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    return Objects.requireNonNull(scatter.poll());
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
    if (target.decide().keeps()) {
      scatter.add(target.directory(), block, lineStart, lineEnd, reader.line());
    }
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
