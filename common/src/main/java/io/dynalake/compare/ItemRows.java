package io.dynalake.compare;

import io.dynalake.error.JobException;
import io.dynalake.export.BadFileException;
import io.dynalake.item.MalformedItemException;
import io.dynalake.load.read.InputFile;
import io.dynalake.load.read.InputItem;
import io.dynalake.load.write.KeyOrder;
import io.dynalake.source.ProgressCounters;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import org.apache.spark.api.java.function.Function2;
import org.apache.spark.sql.Row;

/** Makes rows of the items of one side, in Spark tasks. Partition i has those of file i. */
record ItemRows(
    Side side,
    String location,
    List<InputFile> files,
    CompareRules rules,
    ProgressCounters counters)
    implements Function2<Integer, Iterator<InputItem>, Iterator<Row>> {
  private static final int STEP = 1_000;

  @Override
  public Iterator<Row> call(Integer file, Iterator<InputItem> items) {
    return files.isEmpty() ? List.<Row>of().iterator() : new Rows(file, items);
  }

  private final class Rows implements Iterator<Row> {
    private final int file;
    private final Iterator<InputItem> items;
    private final CanonicalItem canonical = new CanonicalItem(rules);
    private long read;
    private boolean ended;

    Rows(int file, Iterator<InputItem> items) {
      this.file = file;
      this.items = items;
    }

    @Override
    public boolean hasNext() {
      try {
        if (items.hasNext()) {
          return true;
        }
      } catch (BadFileException e) {
        throw new JobException(
            e.code(),
            location + ": " + e.getMessage() + "; nothing was compared; copy the file again",
            e);
      }
      if (!ended) {
        ended = true;
        counters.items().add(read % STEP);
        counters.bytes().add(Math.max(0, files.get(file).size()));
        counters.files().add(1);
      }
      return false;
    }

    @Override
    public Row next() {
      if (!hasNext()) {
        throw new NoSuchElementException();
      }
      InputItem item = items.next();
      if (++read % STEP == 0) {
        counters.items().add(STEP);
      }
      Place place = new Place(side, file, item.position());
      if (!item.isRefused()) {
        try {
          canonical.read(item.json());
          return KeyRows.of(KeyOrder.hash(canonical.key()), canonical, place);
        } catch (MalformedItemException e) {
          // It counts as unreadable; the samples tell why.
          return unreadable(place);
        }
      }
      return unreadable(place);
    }

    /** Spread over the tasks, for there may be many. */
    private Row unreadable(Place place) {
      return KeyRows.unreadable(Long.hashCode(31L * file + place.position()), place);
    }
  }
}
