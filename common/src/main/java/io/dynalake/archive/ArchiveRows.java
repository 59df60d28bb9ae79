package io.dynalake.archive;

import io.dynalake.error.ErrorCode;
import io.dynalake.export.BadFileException;
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

/**
 * The items of a landing's file as rows, in a Spark task. The reader verifies the file's MD5 and
 * count, before it gives the first item or with them; what is no item, or has no key, fails the
 * task.
 */
record ArchiveRows(
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
    InputFile file = files.get(number);
    ItemReader reader = format.open(file, hadoop.value().value());
    TaskCompletionListener closing = ended -> reader.close();
    TaskContext.get().addTaskCompletionListener(closing);
    return new Verified(number, file, reader, new ItemCheck(keys));
  }

  private static final class Verified implements Iterator<Row> {
    private final int number;
    private final InputFile file;
    private final ItemReader reader;
    private final ItemCheck check;

    Verified(int number, InputFile file, ItemReader reader, ItemCheck check) {
      this.number = number;
      this.file = file;
      this.reader = reader;
      this.check = check;
    }

    @Override
    public boolean hasNext() {
      return reader.hasNext();
    }

    @Override
    public Row next() {
      if (!reader.hasNext()) {
        throw new NoSuchElementException(file.name());
      }
      InputItem item = reader.next();
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
