package io.dynalake.load;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import org.apache.hadoop.conf.Configuration;
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
  private @Nullable OutputStream out;

  /**
   * @param name of the file, of no other task
   */
  public LineFile(String folder, String name, Configuration hadoop) {
    this.path = new Path(folder, name + ".jsonl");
    this.hadoop = hadoop;
  }

  /**
   * Adds a line.
   *
   * @param member a further one, "" for none
   * @param value of that, as JSON
   */
  public void add(String reason, String file, long position, String member, byte[] value)
      throws IOException {
    OutputStream to = out;
    if (to == null) {
      to = new BufferedOutputStream(path.getFileSystem(hadoop).create(path, true), BUFFER);
      out = to;
    }
    to.write("{\"reason\":".getBytes(UTF_8));
    to.write(quoted(reason.getBytes(UTF_8)));
    to.write(",\"file\":".getBytes(UTF_8));
    to.write(quoted(file.getBytes(UTF_8)));
    to.write((",\"position\":" + position).getBytes(UTF_8));
    if (!member.isEmpty()) {
      to.write((",\"" + member + "\":").getBytes(UTF_8));
      to.write(value);
    }
    to.write("}\n".getBytes(UTF_8));
  }

  /** A text as JSON. */
  static byte[] quoted(byte[] text) {
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
