package io.dynalake.load;

import io.dynalake.item.MalformedItemException;
import io.dynalake.load.read.InputFile;
import io.dynalake.load.read.InputFormat;
import io.dynalake.load.read.InputItem;
import io.dynalake.load.read.ItemReader;
import io.dynalake.load.write.ItemCheck;
import io.dynalake.load.write.KeyOrder;
import io.dynalake.load.write.TableKeys;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Row;
import org.apache.spark.util.SerializableConfiguration;
import org.apache.spark.util.TaskCompletionListener;
import org.jspecify.annotations.Nullable;

/** The good items of a file as rows, in a Spark task. */
record ItemRows(
    InputFormat format,
    List<InputFile> files,
    TableKeys keys,
    Broadcast<SerializableConfiguration> hadoop)
    implements FlatMapFunction<Iterator<Integer>, Row> {

  @Override
  public Iterator<Row> call(Iterator<Integer> numbers) {
    if (!numbers.hasNext()) {
      return List.<Row>of().iterator();
    }
    int number = numbers.next();
    ItemReader reader = format.open(files.get(number), hadoop.value().value());
    TaskContext.get().addTaskCompletionListener((TaskCompletionListener) ended -> reader.close());
    return new Good(number, reader, new ItemCheck(keys));
  }

  private static final class Good implements Iterator<Row> {
    private final int file;
    private final ItemReader reader;
    private final ItemCheck check;
    private @Nullable Row next;

    Good(int file, ItemReader reader, ItemCheck check) {
      this.file = file;
      this.reader = reader;
      this.check = check;
    }

    @Override
    public boolean hasNext() {
      while (next == null && reader.hasNext()) {
        InputItem item = reader.next();
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
