package io.dynalake.disk;

import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.util.UUID;
import org.apache.hadoop.fs.CommonPathCapabilities;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.TaskContext;

/**
 * A file that attempts of the same task write, maybe at the same time: it is there whole, and what
 * an attempt that is no longer wanted wrote does not harm it. The last one to be kept stays.
 */
public final class AttemptFile implements Closeable {
  private final FileSystem fs;
  private final Path file;

  /** Where it is written: itself where nothing is there before the end, as on S3A. */
  private final Path written;

  private final FSDataOutputStream out;
  private boolean ended;

  private AttemptFile(FileSystem fs, Path file, Path written) throws IOException {
    this.fs = fs;
    this.file = file;
    this.written = written;
    this.out = LocalDisk.create(fs, written, true);
  }

  /** Begins one. */
  public static AttemptFile create(FileSystem fs, Path file) throws IOException {
    if (fs.hasPathCapability(file, CommonPathCapabilities.ABORTABLE_STREAM)) {
      return new AttemptFile(fs, file, file);
    }
    String name = "." + file.getName() + "." + UUID.randomUUID() + ".tmp";
    return new AttemptFile(fs, file, new Path(file.getParent(), name));
  }

  /** Whether Spark still wants what this thread's task writes; what is no task's is wanted. */
  public static boolean isWanted() {
    TaskContext task = TaskContext.get();
    return task == null || !task.isInterrupted();
  }

  public OutputStream out() {
    return out;
  }

  /** Ends the file, which is there then. */
  public void keep() throws IOException {
    ended = true;
    out.close();
    if (!written.equals(file)) {
      fs.delete(file, false);
      if (!fs.rename(written, file)) {
        fs.delete(written, false);
        if (!fs.exists(file)) {
          throw new IOException(file + ": the file could not be renamed into place");
        }
      }
    }
  }

  /** Drops what was written, unless it was kept. */
  @Override
  public void close() throws IOException {
    if (ended) {
      return;
    }
    ended = true;
    if (written.equals(file)) {
      out.abort();
    } else {
      out.close();
      fs.delete(written, false);
    }
  }
}
