package io.dynalake.disk;

import java.io.IOException;
import java.nio.file.Files;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileAlreadyExistsException;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocalFileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RawLocalFileSystem;
import org.apache.hadoop.fs.permission.FsPermission;

/**
 * Makes folders and files. Where Hadoop's native library is missing, as on most machines, its local
 * file system starts a process, chmod, for every single one: 277 in a run that wrote into 65
 * partitions. Here they have the permissions that the process's umask gives them.
 */
public final class LocalDisk {
  private static final int BUFFER = 4096;

  private LocalDisk() {}

  /** Whether it is the plain local disk, with Hadoop's usual umask. */
  public static boolean is(FileSystem fs) {
    return (fs.getClass() == LocalFileSystem.class || fs.getClass() == RawLocalFileSystem.class)
        && FsPermission.getUMask(fs.getConf()).toShort() == FsPermission.DEFAULT_UMASK;
  }

  /** Makes a folder and those above it, where they are missing. */
  public static void mkdirs(FileSystem fs, Path folder) throws IOException {
    if (is(fs)) {
      Files.createDirectories(java.nio.file.Path.of(folder.toUri().getPath()));
    } else if (!fs.mkdirs(folder)) {
      throw new IOException(folder + ": the folder could not be made");
    }
  }

  /** Creates a file, and the folders above it; on the local disk, without a checksum file. */
  public static FSDataOutputStream create(FileSystem fs, Path file, boolean overwrite)
      throws IOException {
    if (!is(fs)) {
      return fs.create(file, overwrite);
    }
    if (file.getParent() != null) {
      mkdirs(fs, file.getParent());
    }
    var made = java.nio.file.Path.of(file.toUri().getPath());
    if (overwrite) {
      Files.newOutputStream(made).close();
    } else {
      createNew(made);
    }
    // Every way to create a file sets its permissions; to append to one that is there does not.
    return raw(fs).append(file, BUFFER);
  }

  private static void createNew(java.nio.file.Path file) throws IOException {
    try {
      Files.createFile(file);
    } catch (java.nio.file.FileAlreadyExistsException e) {
      // As every file system of Hadoop says it.
      var thrown = new FileAlreadyExistsException(file + ": is there already");
      thrown.initCause(e);
      throw thrown;
    }
  }

  /**
   * A file system without Hadoop's checksum files, which nobody wrote for a file from elsewhere.
   */
  public static FileSystem raw(FileSystem fs) {
    return fs instanceof LocalFileSystem local ? local.getRaw() : fs;
  }
}
