package io.dynalake.jobs.report;

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

  /** Where the report of a run into a dataset lies. */
  public static String besideData(String target, String runId) {
    return new Path(new Path(target), "_dynalake/reports/" + runId + ".json").toString();
  }

  /**
   * Writes or replaces a report.
   *
   * @param location a file, as a URI or path of Hadoop's FileSystem
   * @return the qualified location
   */
  public static String write(RunReport report, String location, Configuration conf) {
    try {
      Path path = new Path(location);
      FileSystem files = path.getFileSystem(conf);
      try (OutputStream out = files.create(path, true)) {
        out.write(report.toJson().getBytes(StandardCharsets.UTF_8));
      }
      return files.makeQualified(path).toString();
    } catch (IOException | IllegalArgumentException e) {
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
