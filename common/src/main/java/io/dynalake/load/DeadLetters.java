package io.dynalake.load;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import io.dynalake.load.read.InputItem;
import io.dynalake.load.write.Leftovers;
import io.dynalake.load.write.Write;
import java.io.BufferedOutputStream;
import java.io.Closeable;
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
final class DeadLetters implements Leftovers, Closeable {
  private final Path path;
  private final Configuration hadoop;
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
    add(item.refusal(), item.file(), item.position(), "raw", quoted(item.raw()));
  }

  /** An item that the table would not take. */
  void refused(InputItem item, String reason) throws IOException {
    add(reason, item.file(), item.position(), "Item", item.json());
  }

  @Override
  public void refused(Write write, String reason) throws IOException {
    add(reason, write.origin().file(), write.origin().position(), "Item", write.json());
  }

  private void add(String reason, String file, long position, String member, byte[] value)
      throws IOException {
    OutputStream to = out;
    if (to == null) {
      to = new BufferedOutputStream(path.getFileSystem(hadoop).create(path, true), 64 << 10);
      out = to;
    }
    to.write("{\"reason\":".getBytes(UTF_8));
    to.write(quoted(reason.getBytes(UTF_8)));
    to.write(",\"file\":".getBytes(UTF_8));
    to.write(quoted(file.getBytes(UTF_8)));
    to.write((",\"position\":" + position + ",\"" + member + "\":").getBytes(UTF_8));
    to.write(value);
    to.write("}\n".getBytes(UTF_8));
  }

  private static byte[] quoted(byte[] text) {
    byte[] escaped = JsonStringEncoder.getInstance().quoteAsUTF8(new String(text, UTF_8));
    byte[] quoted = new byte[escaped.length + 2];
    quoted[0] = '"';
    System.arraycopy(escaped, 0, quoted, 1, escaped.length);
    quoted[quoted.length - 1] = '"';
    return quoted;
  }

  @Override
  public void close() throws IOException {
    if (out != null) {
      out.close();
    }
  }
}
