package io.dynalake.load;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.dynalake.disk.AttemptFile;
import io.dynalake.disk.LocalDisk;
import io.dynalake.item.JsonText;
import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.jspecify.annotations.Nullable;

/**
 * A file of JSON lines about items, each with a reason, made with the first of them; a task that is
 * tried again makes it anew.
 */
public final class LineFile implements Closeable {
  private static final int BUFFER = 64 << 10;

  private final Path path;
  private final Configuration hadoop;
  private final JsonText line = new JsonText(1024);
  private @Nullable AttemptFile attempt;
  private @Nullable OutputStream out;

  /**
   * @param name of the file, of no other task
   */
  public LineFile(String folder, String name, Configuration hadoop) {
    this.path = new Path(folder, name + ".jsonl");
    this.hadoop = hadoop;
  }

  /** Adds a line. */
  public void add(String reason, String file, long position) throws IOException {
    begin(reason, file, position);
    end();
  }

  /**
   * Adds a line with an item.
   *
   * @param item as DynamoDB JSON
   */
  void addItem(String reason, String file, long position, byte[] item) throws IOException {
    begin(reason, file, position);
    line.append(",\"Item\":".getBytes(UTF_8));
    line.append(item);
    end();
  }

  /** Adds a line with a text that is no item. */
  void addRaw(String reason, String file, long position, byte[] text) throws IOException {
    begin(reason, file, position);
    line.append(",\"raw\":".getBytes(UTF_8));
    // Through a string: what is no UTF-8 must not get into the file.
    line.string(new String(text, UTF_8));
    end();
  }

  private void begin(String reason, String file, long position) {
    line.clear();
    line.append("{\"reason\":".getBytes(UTF_8));
    line.string(reason);
    line.append(",\"file\":".getBytes(UTF_8));
    line.string(file);
    line.append((",\"position\":" + position).getBytes(UTF_8));
  }

  private void end() throws IOException {
    OutputStream to = out;
    if (to == null) {
      FileSystem fs = LocalDisk.raw(path.getFileSystem(hadoop));
      AttemptFile begun = AttemptFile.create(fs, path);
      attempt = begun;
      to = new BufferedOutputStream(begun.out(), BUFFER);
      out = to;
    }
    line.append("}\n".getBytes(UTF_8));
    to.write(line.bytes(), 0, line.length());
  }

  /** Leaves no file. */
  void delete() throws IOException {
    if (out != null) {
      end(false);
      path.getFileSystem(hadoop).delete(path, false);
    }
  }

  /** An attempt that Spark no longer wants leaves the file as it is. */
  @Override
  public void close() throws IOException {
    end(AttemptFile.isWanted());
  }

  private void end(boolean wanted) throws IOException {
    try (AttemptFile ended = attempt) {
      OutputStream to = out;
      attempt = null;
      out = null;
      if (ended != null && to != null && wanted) {
        to.flush();
        ended.keep();
      }
    }
  }
}
