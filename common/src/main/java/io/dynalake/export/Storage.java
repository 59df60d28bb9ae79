package io.dynalake.export;

import io.dynalake.disk.Parallel;
import io.dynalake.error.ErrorCode;
import io.dynalake.error.JobException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RemoteIterator;
import org.apache.hadoop.security.AccessControlException;
import org.jspecify.annotations.Nullable;

/** Questions to the file system of an export, whose failures are told to the job's user. */
final class Storage {
  /** Asked at the same time. */
  private static final int QUESTIONS = 16;

  private final FileSystem fileSystem;

  Storage(FileSystem fileSystem) {
    this.fileSystem = fileSystem;
  }

  boolean exists(Path path) {
    return status(path) != null;
  }

  @Nullable FileStatus status(Path path) {
    try {
      return fileSystem.getFileStatus(path);
    } catch (FileNotFoundException e) {
      return null;
    } catch (IOException e) {
      throw failure(path, e);
    }
  }

  /** The folders in a folder, at most so many. */
  List<Path> folders(Path parent, int most) {
    List<Path> folders = new ArrayList<>();
    try {
      RemoteIterator<FileStatus> statuses = fileSystem.listStatusIterator(parent);
      while (statuses.hasNext() && folders.size() < most) {
        FileStatus status = statuses.next();
        if (status.isDirectory()) {
          folders.add(status.getPath());
        }
      }
    } catch (IOException e) {
      throw failure(parent, e);
    }
    return folders;
  }

  /** Sizes in bytes of those files in a folder that are wanted and there. */
  Map<Path, Long> sizes(Path folder, Set<String> wanted) {
    Map<Path, Long> sizes = new HashMap<>();
    try {
      RemoteIterator<FileStatus> statuses = fileSystem.listStatusIterator(folder);
      while (statuses.hasNext()) {
        FileStatus status = statuses.next();
        String name = status.getPath().getName();
        if (status.isFile() && wanted.contains(name)) {
          sizes.put(new Path(folder, name), status.getLen());
        }
      }
    } catch (FileNotFoundException e) {
      return sizes;
    } catch (IOException e) {
      throw failure(folder, e);
    }
    return sizes;
  }

  /** The same without a listing: for a few files in a folder that may have very many. */
  Map<Path, Long> sizesOf(Path folder, Set<String> wanted) {
    Map<Path, Long> sizes = new ConcurrentHashMap<>();
    try {
      Parallel.forEach(
          List.copyOf(wanted),
          QUESTIONS,
          name -> {
            FileStatus status = status(new Path(folder, name));
            if (status != null && status.isFile()) {
              sizes.put(new Path(folder, name), status.getLen());
            }
          });
    } catch (IOException e) {
      throw failure(folder, e);
    }
    return sizes;
  }

  InputStream open(Path file) {
    try {
      return fileSystem.open(file);
    } catch (IOException e) {
      throw failure(file, e);
    }
  }

  /** Reads a whole file that cannot be big. */
  byte[] read(Path file, int most) {
    try (InputStream in = open(file)) {
      byte[] bytes = in.readNBytes(most + 1);
      if (bytes.length > most) {
        throw Manifest.damaged(file, "it has more than " + most + " bytes");
      }
      return bytes;
    } catch (IOException e) {
      throw failure(file, e);
    }
  }

  JobException failure(Path path, IOException e) {
    boolean denied =
        e instanceof AccessControlException || e instanceof java.nio.file.AccessDeniedException;
    if (denied) {
      return new JobException(
          ErrorCode.INPUT_MISSING,
          path + ": access denied; " + e.getMessage() + "; ask for the right to list and read it",
          e);
    }
    // By name, for the class is part of S3A, which need not be there.
    boolean missing =
        e instanceof FileNotFoundException
            || e.getClass().getSimpleName().equals("UnknownStoreException");
    return missing
        ? new JobException(
            ErrorCode.INPUT_MISSING,
            path + ": it is not there; " + e.getMessage() + "; check the location",
            e)
        : new JobException(
            ErrorCode.SERVICE,
            path + ": reading failed; " + e + "; run the job again when the file system answers",
            e);
  }
}
