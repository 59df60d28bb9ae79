package io.dynalake.jobs.report;

import io.dynalake.aws.Locations;
import io.dynalake.disk.LocalDisk;
import io.dynalake.error.ErrorCode;
import io.dynalake.error.JobException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/** Reports on file systems. */
public final class ReportFile {
  private ReportFile() {}

  /**
   * Writes or replaces a report.
   *
   * @param location a file: a path, or a URI of any file system
   * @return the qualified location
   */
  public static String write(RunReport report, String location, Configuration conf) {
    try {
      Path path = Locations.path(location, conf);
      FileSystem files = Locations.fileSystem(path, conf);
      try (OutputStream out = LocalDisk.create(files, path, true)) {
        out.write(report.toJson().getBytes(StandardCharsets.UTF_8));
      }
      return path.toString();
    } catch (IOException e) {
      throw new JobException(
          ErrorCode.SERVICE,
          location
              + ": the report cannot be written; "
              + e.getMessage()
              + "; check the location and the rights to write there",
          e);
    }
  }
}
