package io.dynalake.load;

import io.dynalake.load.read.InputItem;
import io.dynalake.load.write.Leftovers;
import io.dynalake.load.write.Write;
import java.io.IOException;
import org.apache.hadoop.conf.Configuration;

/**
 * The items of a task that cannot be written, one a line: {@code
 * {"reason":…,"file":…,"position":…,"Item":{…}}}, or with {@code "raw"} the text that is no item.
 */
final class DeadLetters implements Leftovers {
  private final LineFile lines;

  /**
   * @param folder of the run's dead letters
   * @param name of the file, of no other task
   */
  DeadLetters(String folder, String name, Configuration hadoop) {
    lines = new LineFile(folder, name, hadoop);
  }

  /** An input that is no item. */
  void noItem(InputItem item) throws IOException {
    lines.addRaw(item.refusal(), item.file(), item.position(), item.raw());
  }

  /** An item that the table would not take. */
  void refused(InputItem item, String reason) throws IOException {
    lines.addItem(reason, item.file(), item.position(), item.json());
  }

  @Override
  public void refused(Write write, String reason) throws IOException {
    lines.addItem(reason, write.origin().file(), write.origin().position(), write.json());
  }

  /** Of a file that is damaged nothing is known. */
  void discard() throws IOException {
    lines.delete();
  }

  @Override
  public void close() throws IOException {
    lines.close();
  }
}
