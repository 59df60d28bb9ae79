package io.dynalake.load.read;

import io.dynalake.aws.Locations;
import io.dynalake.dataset.commit.DatasetLayout;
import io.dynalake.error.ErrorCode;
import io.dynalake.error.JobException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocatedFileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RemoteIterator;

/** Finds the files that a user names. */
final class InputFiles {
  private final FileSystem fileSystem;
  private final Path from;
  private final List<InputFile> files = new ArrayList<>();

  private InputFiles(FileSystem fileSystem, Path from) {
    this.fileSystem = fileSystem;
    this.from = from;
  }

  /** See {@link InputFormat#files}. */
  static List<InputFile> find(String from, Configuration conf) {
    Path path = Locations.path(from, conf);
    InputFiles found = new InputFiles(Locations.fileSystem(path, conf), path);
    try {
      found.collect();
    } catch (IOException e) {
      throw new JobException(
          ErrorCode.SERVICE,
          path + ": it cannot be listed; " + e + "; check address and credentials",
          e);
    }
    if (found.files.isEmpty()) {
      throw new JobException(
          ErrorCode.INPUT_MISSING,
          path
              + ": there is no file to read; names that begin with '_' or '.' do not count; check"
              + " the location");
    }
    found.files.sort(Comparator.comparing(InputFile::location));
    return found.files;
  }

  private void collect() throws IOException {
    FileStatus named = status(from);
    // A name with brackets may be a name; only what is not there is a pattern.
    FileStatus[] statuses = named != null ? new FileStatus[] {named} : fileSystem.globStatus(from);
    if (statuses == null) {
      return;
    }
    for (FileStatus status : statuses) {
      if (status.isDirectory()) {
        collectFolder(status.getPath());
      } else if (named != null || !DatasetLayout.hidden(status.getPath().getName())) {
        add(status, status.getPath().getName());
      }
    }
  }

  /** By the file system's own recursion, which is one request per thousand files on S3. */
  private void collectFolder(Path folder) throws IOException {
    int cut = folder.toUri().getPath().length();
    RemoteIterator<LocatedFileStatus> statuses = fileSystem.listFiles(folder, true);
    while (statuses.hasNext()) {
      FileStatus status = statuses.next();
      String below = status.getPath().toUri().getPath().substring(cut);
      String name = below.startsWith("/") ? below.substring(1) : below;
      if (!isHidden(name)) {
        add(status, name);
      }
    }
  }

  private static boolean isHidden(String relative) {
    for (String part : relative.split("/", -1)) {
      if (DatasetLayout.hidden(part)) {
        return true;
      }
    }
    return false;
  }

  private void add(FileStatus status, String name) {
    files.add(new InputFile(status.getPath().toString(), status.getLen(), name));
  }

  private @org.jspecify.annotations.Nullable FileStatus status(Path path) throws IOException {
    try {
      return fileSystem.getFileStatus(path);
    } catch (FileNotFoundException e) {
      return null;
    }
  }
}
