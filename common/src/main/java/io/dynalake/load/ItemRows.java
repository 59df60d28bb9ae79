package io.dynalake.load;

import io.dynalake.item.MalformedItemException;
import io.dynalake.load.read.InputItem;
import io.dynalake.load.write.ItemCheck;
import io.dynalake.load.write.KeyOrder;
import io.dynalake.load.write.TableKeys;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import org.apache.spark.api.java.function.Function2;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;

/**
 * The good items of files as rows, in Spark tasks.
 *
 * @param numbers of the files, by partition
 */
record ItemRows(List<Integer> numbers, TableKeys keys)
    implements Function2<Integer, Iterator<InputItem>, Iterator<Row>> {

  @Override
  public Iterator<Row> call(Integer partition, Iterator<InputItem> items) {
    return new Good(numbers.get(partition), items, new ItemCheck(keys));
  }

  private static final class Good implements Iterator<Row> {
    private final int file;
    private final Iterator<InputItem> items;
    private final ItemCheck check;
    private @Nullable Row next;

    Good(int file, Iterator<InputItem> items, ItemCheck check) {
      this.file = file;
      this.items = items;
      this.check = check;
    }

    @Override
    public boolean hasNext() {
      while (next == null && items.hasNext()) {
        InputItem item = items.next();
        if (!item.isRefused() && isGood(item)) {
          next = KeyOrder.row(file, item.position(), check.size(), check.key(), item.json());
        }
      }
      return next != null;
    }

    private boolean isGood(InputItem item) {
      try {
        check.check(item.json());
        return true;
      } catch (MalformedItemException e) {
        return false; // It is a dead letter already.
      }
    }

    @Override
    public Row next() {
      Row row = hasNext() ? next : null;
      if (row == null) {
        throw new NoSuchElementException();
      }
      next = null;
      return row;
    }
  }
}
