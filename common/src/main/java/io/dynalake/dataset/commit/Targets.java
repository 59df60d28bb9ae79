package io.dynalake.dataset.commit;

import io.dynalake.error.ErrorCode;
import io.dynalake.error.JobException;
import java.io.IOException;
import java.nio.file.Files;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/** Rules about where a dataset may lie. */
public final class Targets {
  private Targets() {}

  /**
   * Refuses a target inside the export, an export inside the target, and one for both: the run
   * would read what it writes, or a later one would remove what was read.
   *
   * @throws JobException USAGE if they overlap
   */
  public static void refuseOverlap(String exportLocation, String targetRoot, Configuration conf) {
    String export = canonical(exportLocation, conf);
    String target = canonical(targetRoot, conf);
    String relation =
        export.equals(target)
            ? "is the export itself"
            : target.startsWith(export)
                ? "lies inside the export"
                : export.startsWith(target) ? "contains the export" : "";
    if (!relation.isEmpty()) {
      throw new JobException(
          ErrorCode.USAGE,
          "--target "
              + targetRoot
              + ": "
              + relation
              + " "
              + exportLocation
              + "; a run must not write where it reads; choose a target beside it");
    }
  }

  /** Scheme, authority and path with a slash at its end, symbolic links followed. */
  private static String canonical(String location, Configuration conf) {
    try {
      Path path = DatasetStorage.location(location);
      FileSystem fs = path.getFileSystem(conf);
      Path qualified = fs.makeQualified(path);
      if ("file".equals(qualified.toUri().getScheme())) {
        return "file:" + withSlash(realPath(java.nio.file.Path.of(qualified.toUri().getPath())));
      }
      return withSlash(qualified.toString());
    } catch (IOException e) {
      throw new JobException(
          ErrorCode.SERVICE, location + ": cannot be reached; " + e + "; check its spelling", e);
    }
  }

  private static String withSlash(String path) {
    return path.endsWith("/") ? path : path + "/";
  }

  private static String realPath(java.nio.file.Path path) throws IOException {
    java.nio.file.Path absolute = path.toAbsolutePath().normalize();
    java.nio.file.Path existing = absolute;
    while (existing.getParent() != null && !Files.exists(existing)) {
      existing = existing.getParent();
    }
    return existing.toRealPath().resolve(existing.relativize(absolute)).normalize().toString();
  }
}
