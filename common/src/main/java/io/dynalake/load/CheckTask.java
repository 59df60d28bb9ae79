package io.dynalake.load;

import io.dynalake.error.ErrorCode;
import io.dynalake.error.JobException;
import io.dynalake.export.BadFileException;
import io.dynalake.item.MalformedItemException;
import io.dynalake.load.read.InputFile;
import io.dynalake.load.read.InputFormat;
import io.dynalake.load.read.InputItem;
import io.dynalake.load.read.ItemReader;
import io.dynalake.load.write.ItemCheck;
import io.dynalake.load.write.TableKeys;
import io.dynalake.load.write.Write;
import java.io.IOException;
import java.io.Serializable;
import java.util.List;
import java.util.Locale;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.util.LongAccumulator;
import org.apache.spark.util.SerializableConfiguration;

/** Checks the items of a file, in a Spark task. */
record CheckTask(
    InputFormat format,
    List<InputFile> files,
    TableKeys keys,
    String deadLetters,
    Broadcast<SerializableConfiguration> hadoop,
    LongAccumulator filesRead,
    LongAccumulator itemsRead,
    LongAccumulator bytesRead)
    implements Serializable {
  private static final int STEP = 1_000;

  FileCheck check(int number) {
    InputFile file = files.get(number);
    String name = String.format(Locale.ROOT, "checked-%05d", number);
    try (DeadLetters dead = new DeadLetters(deadLetters, name, hadoop.value().value())) {
      FileCheck checked = check(number, file, dead);
      if (checked.isDamaged()) {
        dead.discard();
        return checked;
      }
      filesRead.add(1);
      bytesRead.add(file.size());
      return checked;
    } catch (IOException e) {
      throw new JobException(
          ErrorCode.SERVICE,
          deadLetters + ": dead letters cannot be written; " + e.getMessage(),
          e);
    }
  }

  private FileCheck check(int number, InputFile file, DeadLetters dead) throws IOException {
    ItemCheck check = new ItemCheck(keys);
    long items = 0;
    long bad = 0;
    long bytes = 0;
    long units = 0;
    String firstReason = "";
    try (ItemReader reader = format.open(file, hadoop.value().value())) {
      while (reader.hasNext()) {
        InputItem item = reader.next();
        String reason = item.refusal();
        if (item.isRefused()) {
          dead.noItem(item);
        } else {
          try {
            check.check(item.json());
          } catch (MalformedItemException e) {
            reason = String.valueOf(e.getMessage());
            dead.refused(item, reason);
          }
        }
        if (reason.isEmpty()) {
          items++;
          bytes += check.size();
          units += Write.units(check.size());
        } else {
          bad++;
          if (firstReason.isEmpty()) {
            firstReason = file.name() + ", line " + item.position() + ": " + reason;
          }
        }
        if ((items + bad) % STEP == 0) {
          itemsRead.add(STEP);
        }
      }
    } catch (BadFileException e) {
      return FileCheck.damaged(number, String.valueOf(e.getMessage()));
    }
    itemsRead.add((items + bad) % STEP);
    return new FileCheck(number, items, bad, bytes, units, firstReason, "");
  }
}
