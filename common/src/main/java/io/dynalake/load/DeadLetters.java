package io.dynalake.load;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.dynalake.item.JsonText;
import io.dynalake.load.read.InputItem;
import io.dynalake.load.write.Leftovers;
import io.dynalake.load.write.Write;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.jspecify.annotations.Nullable;

/**
 * The items of a task that cannot be written, one a line: {@code
 * {"reason":…,"file":…,"position":…,"Item":{…}}}, or with {@code "raw"} the text that is no item.
 * The file is made with the first of them; a task that is tried again makes it anew.
 */
final class DeadLetters implements Leftovers {
  private final Path path;
  private final Configuration hadoop;
  private final JsonText line = new JsonText(1024);
  private @Nullable OutputStream out;

  /**
   * @param folder of the run's dead letters
   * @param name of the file, of no other task
   */
  DeadLetters(String folder, String name, Configuration hadoop) {
    this.path = new Path(folder, name + ".jsonl");
    this.hadoop = hadoop;
  }

  /** An input that is no item. */
  void noItem(InputItem item) throws IOException {
    begin(item.refusal(), item.file(), item.position(), "raw");
    line.string(new String(item.raw(), UTF_8));
    end();
  }

  /** An item that the table would not take. */
  void refused(InputItem item, String reason) throws IOException {
    begin(reason, item.file(), item.position(), "Item");
    line.append(item.json());
    end();
  }

  @Override
  public void refused(Write write, String reason) throws IOException {
    begin(reason, write.origin().file(), write.origin().position(), "Item");
    line.append(write.json());
    end();
  }

  private void begin(String reason, String file, long position, String member) {
    line.clear();
    line.append("{\"reason\":".getBytes(UTF_8));
    line.string(reason);
    line.append(",\"file\":".getBytes(UTF_8));
    line.string(file);
    line.append((",\"position\":" + position + ",\"" + member + "\":").getBytes(UTF_8));
  }

  private void end() throws IOException {
    OutputStream to = out;
    if (to == null) {
      to = new BufferedOutputStream(path.getFileSystem(hadoop).create(path, true), 64 << 10);
      out = to;
    }
    line.append("}\n".getBytes(UTF_8));
    to.write(line.bytes(), 0, line.length());
  }

  @Override
  public void close() throws IOException {
    if (out != null) {
      out.close();
    }
  }
}
