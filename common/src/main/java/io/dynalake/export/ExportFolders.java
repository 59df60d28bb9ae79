package io.dynalake.export;

import io.dynalake.error.ErrorCode;
import io.dynalake.error.JobException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;

/** Finds the folder of an export near the place that a user named. */
final class ExportFolders {
  private static final String ROOT = "AWSDynamoDB";
  private static final int MOST_FOLDERS = 1_000;
  private static final int MOST_LISTED = 20;

  private final Storage storage;

  ExportFolders(Storage storage) {
    this.storage = storage;
  }

  Path find(Path path) {
    if (path.getName().equals(Manifest.SUMMARY)) {
      if (!storage.exists(path)) {
        throw unfinished(path.getParent()) ? notFinished(path.getParent()) : noSuch(path);
      }
      return path.getParent();
    }
    if (finished(path)) {
      return path;
    }
    FileStatus status = storage.status(path);
    if (status == null) {
      throw noSuch(path);
    }
    if (!status.isDirectory()) {
      throw new JobException(
          ErrorCode.INPUT_MISSING,
          path + ": this is a file; name the export's folder or its " + Manifest.SUMMARY);
    }
    if (unfinished(path)) {
      throw notFinished(path);
    }
    Path root = new Path(path, ROOT);
    return onlyExportIn(storage.exists(root) ? root : path);
  }

  /** All of them, the oldest first, as their names have the time. */
  List<Path> finishedUnder(Path path) {
    Path root = new Path(path, ROOT);
    Path parent = storage.exists(root) ? root : path;
    if (!storage.exists(parent)) {
      return List.of();
    }
    return storage.folders(parent, Integer.MAX_VALUE).stream()
        .filter(this::finished)
        .sorted()
        .toList();
  }

  private Path onlyExportIn(Path parent) {
    List<Path> folders = storage.folders(parent, MOST_FOLDERS + 1);
    if (folders.size() > MOST_FOLDERS) {
      throw new JobException(
          ErrorCode.USAGE,
          parent + ": it has more than " + MOST_FOLDERS + " folders; name the export's own");
    }
    List<Path> exports = new ArrayList<>();
    for (Path folder : folders) {
      if (finished(folder)) {
        exports.add(folder);
      }
    }
    if (exports.size() > 1) {
      throw new JobException(ErrorCode.USAGE, parent + ": " + choice(exports));
    }
    if (exports.size() == 1) {
      return exports.get(0);
    }
    for (Path folder : folders) {
      if (unfinished(folder)) {
        throw notFinished(folder);
      }
    }
    throw new JobException(
        ErrorCode.INPUT_MISSING,
        parent
            + ": no export in it; an export's folder has a "
            + Manifest.SUMMARY
            + "; name that folder, or the one above it");
  }

  private static String choice(List<Path> exports) {
    String listed =
        exports.stream()
            .map(Path::toString)
            .sorted()
            .limit(MOST_LISTED)
            .collect(Collectors.joining("\n  ", "\n  ", ""));
    int more = exports.size() - MOST_LISTED;
    return "it holds "
        + exports.size()
        + " exports; name one of them:"
        + listed
        + (more > 0 ? "\n  and " + more + " more" : "");
  }

  private boolean finished(Path folder) {
    return storage.exists(new Path(folder, Manifest.SUMMARY));
  }

  private boolean unfinished(Path folder) {
    return storage.exists(new Path(folder, Manifest.FILES))
        || storage.exists(new Path(folder, "_started"));
  }

  private static JobException notFinished(Path folder) {
    return new JobException(
        ErrorCode.INPUT_MISSING,
        folder
            + ": the export is not finished; "
            + Manifest.SUMMARY
            + " is written last and is not there; wait for the export, or copy it completely");
  }

  private static JobException noSuch(Path path) {
    return new JobException(
        ErrorCode.INPUT_MISSING, path + ": there is nothing of this name; check the location");
  }
}
