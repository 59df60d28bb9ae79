package io.dynalake.changes;

import java.io.IOException;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.FilterFileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RawLocalFileSystem;
import org.apache.hadoop.fs.permission.FsPermission;
import org.apache.hadoop.util.Progressable;

/**
 * The local disk as a process uses it that dies: from some change of a file or folder on nothing
 * changes any more, whoever tries, and what was not written out by then is lost.
 */
public final class MortalDisk extends FilterFileSystem {
  private static final AtomicLong LEFT = new AtomicLong(Long.MAX_VALUE);

  /** The process is dead. */
  static final class Death extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Death() {
      super("the process is dead");
    }
  }

  /** Starts no process to change the permissions of a file. */
  private static final class Quick extends RawLocalFileSystem {
    @Override
    public void setPermission(Path file, FsPermission permission) {}
  }

  public MortalDisk() {
    super(new Quick());
  }

  /** Has {@code file:} be this disk. */
  static Configuration in(Configuration hadoop) {
    hadoop.setClass("fs.file.impl", MortalDisk.class, FileSystem.class);
    return hadoop;
  }

  /** Lets the process die when it has changed so much. */
  static void dieAfter(int changes) {
    LEFT.set(changes);
  }

  /** Begins another process; returns whether the one before had died. */
  static boolean revive() {
    return LEFT.getAndSet(Long.MAX_VALUE) <= 0;
  }

  @Override
  public String getScheme() {
    return "file";
  }

  private static void change() {
    if (LEFT.getAndUpdate(left -> left > 0 && left < Long.MAX_VALUE ? left - 1 : left) <= 0) {
      throw new Death();
    }
  }

  @Override
  public FSDataOutputStream create(
      Path file,
      FsPermission permission,
      boolean overwrite,
      int bufferSize,
      short replication,
      long blockSize,
      Progressable progress)
      throws IOException {
    change();
    FSDataOutputStream out =
        super.create(file, permission, overwrite, bufferSize, replication, blockSize, progress);
    return new FSDataOutputStream(out, null) {
      private boolean closed;

      @Override
      public void close() throws IOException {
        if (!closed) {
          closed = true;
          change();
          super.close();
        }
      }
    };
  }

  @Override
  public boolean mkdirs(Path folder, FsPermission permission) throws IOException {
    change();
    return super.mkdirs(folder, permission);
  }

  @Override
  public boolean mkdirs(Path folder) throws IOException {
    change();
    return super.mkdirs(folder);
  }

  @Override
  public boolean rename(Path from, Path to) throws IOException {
    change();
    return super.rename(from, to);
  }

  @Override
  public boolean delete(Path path, boolean recursive) throws IOException {
    change();
    return super.delete(path, recursive);
  }
}
