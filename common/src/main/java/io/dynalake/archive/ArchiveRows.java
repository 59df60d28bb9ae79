package io.dynalake.archive;

import io.dynalake.error.ErrorCode;
import io.dynalake.export.BadFileException;
import io.dynalake.item.MalformedItemException;
import io.dynalake.load.read.InputFile;
import io.dynalake.load.read.InputItem;
import io.dynalake.load.write.ItemCheck;
import io.dynalake.load.write.KeyOrder;
import io.dynalake.load.write.TableKeys;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.api.java.function.Function2;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;

/**
 * The items of a landing's files as rows, in Spark tasks; partition i has those of file i. What is
 * no item, or has no key, fails the task.
 */
record ArchiveRows(List<InputFile> files, TableKeys keys)
    implements Function2<Integer, Iterator<InputItem>, Iterator<Row>> {

  @Override
  public Iterator<Row> call(Integer number, Iterator<InputItem> items) {
    return new Verified(number, files.get(number), items, new ItemCheck(keys));
  }

  private static final class Verified implements Iterator<Row> {
    private final int number;
    private final InputFile file;
    private final Iterator<InputItem> items;
    private final ItemCheck check;

    Verified(int number, InputFile file, Iterator<InputItem> items, ItemCheck check) {
      this.number = number;
      this.file = file;
      this.items = items;
      this.check = check;
    }

    @Override
    public boolean hasNext() {
      return items.hasNext();
    }

    @Override
    public Row next() {
      InputItem item = items.next();
      if (item.isRefused()) {
        throw bad(item, item.refusal(), null);
      }
      try {
        check.check(item.json());
      } catch (MalformedItemException e) {
        throw bad(item, String.valueOf(e.getMessage()), e);
      }
      return KeyOrder.row(number, item.position(), check.size(), check.key(), item.json());
    }

    private BadFileException bad(
        InputItem item, String reason, @Nullable MalformedItemException cause) {
      BadFileException bad =
          new BadFileException(
              file.name(), "line " + item.position() + ": " + reason, ErrorCode.BAD_DATA);
      if (cause != null) {
        bad.addSuppressed(cause);
      }
      return bad;
    }
  }
}
