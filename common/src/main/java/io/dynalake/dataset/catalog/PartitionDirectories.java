package io.dynalake.dataset.catalog;

import io.dynalake.disk.Parallel;
import io.dynalake.error.ErrorCode;
import io.dynalake.error.JobException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/** The partition directories below a folder, by their paths relative to it. */
final class PartitionDirectories {
  /** Requests at once; a disk answers as fast to one. */
  private static final int THREADS = 16;

  private final Path base;
  private final FileSystem fs;
  private final int threads;

  private PartitionDirectories(Path base, FileSystem fs) {
    this.base = base;
    this.fs = fs;
    this.threads = "file".equals(fs.getUri().getScheme()) ? 1 : THREADS;
  }

  /**
   * @throws JobException of SERVICE if the file system cannot be reached
   */
  static PartitionDirectories below(Path base, Configuration conf) {
    try {
      return new PartitionDirectories(base, base.getFileSystem(conf));
    } catch (IOException e) {
      throw failure(base, e);
    }
  }

  /** All that are there, for partition columns of these names from the outermost inwards. */
  List<String> all(List<String> names) {
    List<String> level = List.of("");
    for (String name : names) {
      Queue<String> next = new ConcurrentLinkedQueue<>();
      forEach(level, parent -> children(parent, name + "=", next));
      level = next.stream().sorted().toList();
    }
    return level;
  }

  /** Those of them that are there: who removed a partition's data does not want it back. */
  List<String> present(List<String> directories) {
    Queue<String> absent = new ConcurrentLinkedQueue<>();
    forEach(
        directories,
        directory -> {
          if (!fs.exists(path(directory))) {
            absent.add(directory);
          }
        });
    Set<String> without = new HashSet<>(absent);
    return directories.stream().filter(directory -> !without.contains(directory)).toList();
  }

  /** Of this relative path, whatever characters it has. */
  Path path(String directory) {
    String root = base.toUri().getPath();
    return directory.isEmpty()
        ? base
        : new Path(
            base.toUri().getScheme(),
            base.toUri().getAuthority(),
            root.endsWith("/") ? root + directory : root + "/" + directory);
  }

  private void children(String parent, String prefix, Queue<String> found) throws IOException {
    FileStatus[] children;
    try {
      children = fs.listStatus(path(parent));
    } catch (FileNotFoundException e) {
      return;
    }
    for (FileStatus child : children) {
      String name = child.getPath().getName();
      if (child.isDirectory() && name.startsWith(prefix)) {
        found.add(parent.isEmpty() ? name : parent + "/" + name);
      }
    }
  }

  private void forEach(List<String> directories, Parallel.Action<String> action) {
    try {
      Parallel.forEach(directories, threads, action);
    } catch (IOException e) {
      throw failure(base, e);
    }
  }

  private static JobException failure(Path base, IOException e) {
    return new JobException(
        ErrorCode.SERVICE,
        base + ": its partitions cannot be listed; " + e + "; check the path and the permissions",
        e);
  }
}
